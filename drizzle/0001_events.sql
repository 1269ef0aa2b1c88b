-- Triggers that make every change an event, whoever writes: the API, an import, a job or a hand-typed statement.
--
-- One statement makes at most one row in `cache_event`, in the writer's own transaction, with images of the rows before
-- and after. An image holds what public pages read and nothing else; it is null for rows no page can show. Equal images
-- make no event, so that saving a draft costs the cache nothing.
--
-- Everything here may be run again: `create or replace`, `drop … if exists`.

create or replace function cache_emit(relation text, changes jsonb) returns void
language plpgsql set search_path = public as $$
declare
  epoch text := pg_current_xact_id()::text;
begin
  insert into cache_event (xid, at, actor, relation, changes)
  values (epoch, clock_timestamp(), coalesce(nullif(current_setting('hearth.actor', true), ''), session_user), relation, changes);

  -- The doorbell: one small job a transaction, without a job key, so that writers never wait for each other.
  if current_setting('hearth.rung', true) is distinct from epoch then
    perform set_config('hearth.rung', epoch, true);
    perform graphile_worker.add_job('flush_cache', '{}'::json, priority => -10, max_attempts => 1);
  end if;
end
$$;
--> statement-breakpoint

-- Milliseconds since 1970, as JavaScript has them.
create or replace function epoch_ms(at timestamptz) returns bigint
language sql immutable parallel safe as $$ select floor(extract(epoch from at) * 1000)::bigint $$;
--> statement-breakpoint

-- Makes the three statement triggers (and the one for TRUNCATE) of a table from the SQL of its row image.
--   keys    the primary key's columns
--   image   SQL over the row `r`, giving jsonb, or null when no page can show the row
--   context SQL over the key columns, giving jsonb that is added to each change
-- More than 5,000 changed rows in one statement become "the whole table changed".
create or replace function hearth_watch(watched text, keys text, image text, context text default $c$'{}'::jsonb$c$) returns void
language plpgsql set search_path = public as $outer$
declare
  op text;
begin
  execute format($template$
    create or replace function %1$I() returns trigger language plpgsql set search_path = public as $trigger$
    declare
      changed jsonb;
      changed_rows bigint;
    begin
      if tg_op = 'TRUNCATE' then
        perform cache_emit(tg_table_name, null);
        return null;
      elsif tg_op = 'INSERT' then
        select count(*), jsonb_agg(jsonb_build_object('new', i.image) || (%4$s)) filter (where ordinal <= 5000)
          into changed_rows, changed
          from (select %2$s, image, row_number() over () as ordinal from (select %2$s, %3$s as image from new_rows r) n where image is not null) i;
      elsif tg_op = 'DELETE' then
        select count(*), jsonb_agg(jsonb_build_object('old', i.image) || (%4$s)) filter (where ordinal <= 5000)
          into changed_rows, changed
          from (select %2$s, image, row_number() over () as ordinal from (select %2$s, %3$s as image from old_rows r) o where image is not null) i;
      else
        select count(*), jsonb_agg(jsonb_build_object('old', i.before, 'new', i.after) || (%4$s)) filter (where ordinal <= 5000)
          into changed_rows, changed
          from (
            select %2$s, o.image as before, n.image as after, row_number() over () as ordinal
            from (select %2$s, %3$s as image from old_rows r) o
            full join (select %2$s, %3$s as image from new_rows r) n using (%2$s)
            where o.image is distinct from n.image
          ) i;
      end if;
      if changed_rows > 5000 then
        perform cache_emit(tg_table_name, null);
      elsif changed_rows > 0 then
        perform cache_emit(tg_table_name, changed);
      end if;
      return null;
    end
    $trigger$
  $template$, watched || '_events', keys, image, context);

  foreach op in array array['insert', 'update', 'delete', 'truncate'] loop
    execute format('drop trigger if exists %I on %I', watched || '_events_' || op, watched);
    execute format('create trigger %I after %s on %I %s for each statement execute function %I()',
      watched || '_events_' || op, op, watched,
      case op
        when 'insert' then 'referencing new table as new_rows'
        when 'update' then 'referencing old table as old_rows new table as new_rows'
        when 'delete' then 'referencing old table as old_rows'
        else ''
      end,
      watched || '_events');
    -- Also while a dump is restored with triggers off (session_replication_role = replica).
    execute format('alter table %I enable always trigger %I', watched, watched || '_events_' || op);
  end loop;
end
$outer$;
--> statement-breakpoint

select hearth_watch('post', 'id',
  $image$ case
    when r.status = 'published' and r.deleted_at is null then jsonb_build_object(
      'state', 'public', 'id', r.id, 'kind', r.kind, 'slug', r.slug, 'at', epoch_ms(r.published_at), 'title', r.title,
      'card', md5(jsonb_build_array(coalesce(r.excerpt, r.auto_excerpt), r.cover_url, r.cover_alt, r.featured, r.word_count)::text),
      'body', md5(jsonb_build_array(md5(r.html), r.toc, r.renderer_version,
        case when r.rendered_from is distinct from md5(r.markdown) then r.markdown end)::text),
      'meta', md5(jsonb_build_array(r.canonical_url, r.seo_title, r.seo_description)::text),
      'updated', epoch_ms(r.updated_at))
    when r.status = 'published' then jsonb_build_object('state', 'gone', 'id', r.id, 'kind', r.kind, 'slug', r.slug)
  end $image$,
  $context$ jsonb_build_object(
    'tags', (select coalesce(jsonb_agg(tag_id), '[]') from post_tag where post_id = i.id),
    'authors', (select coalesce(jsonb_agg(author_id), '[]') from post_author where post_id = i.id)) $context$);
--> statement-breakpoint

select hearth_watch('post_tag', 'post_id, tag_id',
  $image$ (select jsonb_build_object('postId', r.post_id, 'tagId', r.tag_id, 'position', r.position, 'kind', p.kind, 'at', epoch_ms(p.published_at))
    from post p where p.id = r.post_id and p.status = 'published' and p.deleted_at is null) $image$);
--> statement-breakpoint

select hearth_watch('post_author', 'post_id, author_id',
  $image$ (select jsonb_build_object('postId', r.post_id, 'authorId', r.author_id, 'position', r.position, 'kind', p.kind, 'at', epoch_ms(p.published_at))
    from post p where p.id = r.post_id and p.status = 'published' and p.deleted_at is null) $image$);
--> statement-breakpoint

select hearth_watch('tag', 'id',
  $image$ jsonb_build_object('id', r.id, 'slug', r.slug, 'name', r.name, 'page', md5(r.description)) $image$);
--> statement-breakpoint

select hearth_watch('author', 'id',
  $image$ jsonb_build_object('id', r.id, 'slug', r.slug, 'name', r.name,
    'page', md5(jsonb_build_array(r.bio, r.avatar_url, r.website_url)::text)) $image$);
--> statement-breakpoint

select hearth_watch('slug_history', 'kind, slug',
  $image$ jsonb_build_object('kind', r.kind, 'slug', r.slug, 'ownerId', r.owner_id, 'gone', r.gone) $image$);
--> statement-breakpoint

select hearth_watch('redirect', 'id',
  $image$ jsonb_build_object('id', r.id, 'source', r.source, 'target', r.target, 'postId', r.post_id, 'status', r.status) $image$);
--> statement-breakpoint

select hearth_watch('navigation_item', 'id',
  $image$ jsonb_build_object('id', r.id, 'menu', r.menu, 'position', r.position, 'label', r.label, 'url', r.url, 'postId', r.post_id) $image$);
--> statement-breakpoint

select hearth_watch('setting', 'key',
  $image$ jsonb_build_object('key', r.key, 'value', md5(r.value::text)) $image$);
--> statement-breakpoint

-- Versions for optimistic locking also move when plain SQL writes. Columns that Hearth derives do not count as a change.
create or replace function post_before_update() returns trigger language plpgsql set search_path = public as $$
begin
  if row(new.kind, new.slug, new.status, new.title, new.markdown, new.excerpt, new.cover_url, new.cover_alt, new.canonical_url,
         new.seo_title, new.seo_description, new.featured, new.published_at, new.deleted_at)
     is distinct from
     row(old.kind, old.slug, old.status, old.title, old.markdown, old.excerpt, old.cover_url, old.cover_alt, old.canonical_url,
         old.seo_title, old.seo_description, old.featured, old.published_at, old.deleted_at) then
    if new.version = old.version then
      new.version := old.version + 1;
    end if;
    if new.updated_at = old.updated_at then
      new.updated_at := now();
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
drop trigger if exists post_before_update on post;
--> statement-breakpoint
create trigger post_before_update before update on post for each row execute function post_before_update();
--> statement-breakpoint

-- Work that a row asks for by its state: rendering Markdown that plain SQL changed, publishing at the hour.
create or replace function post_after_write() returns trigger language plpgsql set search_path = public as $$
begin
  if new.rendered_from is distinct from md5(new.markdown) then
    perform graphile_worker.add_job('render_markdown', json_build_object('id', new.id));
  end if;
  if new.status = 'scheduled' and new.deleted_at is null and (
       tg_op = 'INSERT' or old.status <> 'scheduled' or old.deleted_at is not null
       or new.published_at <> old.published_at or new.version <> old.version) then
    perform graphile_worker.add_job('publish_scheduled', json_build_object('id', new.id, 'version', new.version),
      run_at => new.published_at);
  end if;
  return null;
end
$$;
--> statement-breakpoint
drop trigger if exists post_after_write on post;
--> statement-breakpoint
create trigger post_after_write after insert or update on post for each row execute function post_after_write();
--> statement-breakpoint

-- Addresses that were public once are remembered: a rename redirects, a deletion answers 410.
create or replace function remember_slug() returns trigger language plpgsql set search_path = public as $$
declare
  owner_kind text := tg_table_name;
begin
  if tg_table_name = 'post' then
    owner_kind := old.kind;
    if old.status not in ('published', 'unpublished') then
      return null;
    end if;
    if tg_op = 'UPDATE' and old.kind = new.kind and old.slug = new.slug then
      return null;
    end if;
  end if;
  if tg_op = 'DELETE' then
    update slug_history set gone = true where kind = owner_kind and owner_id = old.id;
  end if;
  insert into slug_history (kind, slug, owner_id, gone) values (owner_kind, old.slug, old.id, tg_op = 'DELETE')
    on conflict (kind, slug) do update set owner_id = excluded.owner_id, gone = excluded.gone, created_at = now();
  return null;
end
$$;
--> statement-breakpoint
drop trigger if exists post_remember_slug on post;
--> statement-breakpoint
create trigger post_remember_slug after delete or update of slug, kind on post for each row execute function remember_slug();
--> statement-breakpoint
drop trigger if exists tag_remember_slug on tag;
--> statement-breakpoint
create trigger tag_remember_slug after update of slug on tag for each row when (old.slug <> new.slug) execute function remember_slug();
--> statement-breakpoint
drop trigger if exists tag_remember_deleted on tag;
--> statement-breakpoint
create trigger tag_remember_deleted after delete on tag for each row execute function remember_slug();
--> statement-breakpoint
drop trigger if exists author_remember_slug on author;
--> statement-breakpoint
create trigger author_remember_slug after update of slug on author for each row when (old.slug <> new.slug) execute function remember_slug();
--> statement-breakpoint
drop trigger if exists author_remember_deleted on author;
--> statement-breakpoint
create trigger author_remember_deleted after delete on author for each row execute function remember_slug();
--> statement-breakpoint

-- Memberships leave before their post does, so that their events still know where in each list it stood; redirects to
-- a post that is deleted for good say so instead of vanishing.
create or replace function post_before_delete() returns trigger language plpgsql set search_path = public as $$
begin
  delete from post_tag where post_id = old.id;
  delete from post_author where post_id = old.id;
  update redirect set status = 410, target = null, post_id = null where post_id = old.id;
  return old;
end
$$;
--> statement-breakpoint
drop trigger if exists post_before_delete on post;
--> statement-breakpoint
create trigger post_before_delete before delete on post for each row execute function post_before_delete();

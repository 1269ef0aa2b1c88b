CREATE TABLE IF NOT EXISTS "cache_finding" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cache_finding_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"url" text NOT NULL,
	"difference" text NOT NULL,
	"cause" jsonb NOT NULL,
	"dependencies" text[] NOT NULL,
	"suspects" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "cache_plan" (
	"id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actors" text[] NOT NULL,
	"event_ids" bigint[] NOT NULL,
	"withdrawn" text[] NOT NULL,
	"renders" jsonb NOT NULL,
	"rendered" integer NOT NULL,
	"changed" integer NOT NULL,
	"unchanged" integer NOT NULL,
	"failed" integer NOT NULL,
	"ms" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN IF NOT EXISTS "reading_minutes" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "cache_finding_at" ON "cache_finding" USING btree ("at");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "cache_plan_at" ON "cache_plan" USING btree ("at");--> statement-breakpoint

-- As the renderer counts them; before the triggers know the column, so that this is no event.
update post set reading_minutes = greatest(1, round(word_count / 220.0)) where reading_minutes <> greatest(1, round(word_count / 220.0));--> statement-breakpoint

-- A doorbell may be tried more than once: one whose process is killed would otherwise stay in the queue for good.
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
    perform graphile_worker.add_job('flush_cache', '{}'::json, priority => -10);
  end if;
end
$$;
--> statement-breakpoint

-- As before, but a TRUNCATE says which rows it takes. Makes the three statement triggers (and the one for TRUNCATE) of a table from the SQL of its row image.
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
        -- Before it happens, under the lock that keeps everybody else out: the rows that it takes.
        select count(*), jsonb_agg(jsonb_build_object('old', i.image)) filter (where ordinal <= 5000)
          into changed_rows, changed
          from (select image, row_number() over () as ordinal from (select %3$s as image from %5$I r) o where image is not null) i;
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
  $template$, watched || '_events', keys, image, context, watched);

  foreach op in array array['insert', 'update', 'delete', 'truncate'] loop
    execute format('drop trigger if exists %I on %I', watched || '_events_' || op, watched);
    execute format('create trigger %I %s %s on %I %s for each statement execute function %I()',
      watched || '_events_' || op, case op when 'truncate' then 'before' else 'after' end, op, watched,
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

-- The images as exact as the pages that read them: each group below is one that some page reads without the others.
select hearth_watch('post', 'id',
  $image$ case
    when r.status = 'published' and r.deleted_at is null then jsonb_build_object(
      'state', 'public', 'id', r.id, 'kind', r.kind, 'slug', r.slug, 'at', epoch_ms(r.published_at), 'title', r.title,
      'card', md5(jsonb_build_array(coalesce(nullif(r.excerpt, ''), r.auto_excerpt), r.cover_url, r.featured, r.reading_minutes)::text),
      'body', md5(jsonb_build_array(md5(r.html), r.toc, r.renderer_version, r.cover_alt,
        case when r.rendered_from is distinct from md5(r.markdown) then r.markdown end)::text),
      'meta', md5(jsonb_build_array(r.canonical_url, r.seo_title, r.seo_description, r.word_count)::text),
      'modified', epoch_ms(greatest(r.updated_at, r.published_at)))
    when r.status = 'published' then jsonb_build_object('state', 'gone', 'id', r.id, 'kind', r.kind, 'slug', r.slug)
  end $image$);
--> statement-breakpoint

-- Memberships say which, whatever the post's state: a writer who takes a tag off a draft while another publishes it
-- sees neither that nor how it ends. Where the post stands is looked up by whoever takes the event.
select hearth_watch('post_tag', 'post_id, tag_id',
  $image$ jsonb_build_object('postId', r.post_id, 'tagId', r.tag_id, 'position', r.position) $image$);
--> statement-breakpoint

select hearth_watch('post_author', 'post_id, author_id',
  $image$ jsonb_build_object('postId', r.post_id, 'authorId', r.author_id, 'position', r.position) $image$);
--> statement-breakpoint

-- As they were.
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

-- With the value: whether it differs from the default, which has no row, and which pages a number cuts in two.
select hearth_watch('setting', 'key', $image$ jsonb_build_object('key', r.key, 'value', r.value) $image$);
--> statement-breakpoint

-- Redirects to a post that is deleted for good say so instead of vanishing.
create or replace function post_before_delete() returns trigger language plpgsql set search_path = public as $$
begin
  update redirect set status = 410, target = null, post_id = null where post_id = old.id;
  return old;
end
$$;

CREATE TABLE IF NOT EXISTS "media_former" (
	"hash" text PRIMARY KEY NOT NULL,
	"media_id" bigint NOT NULL,
	"replaced_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "media_use" (
	"hash" text NOT NULL,
	"relation" text NOT NULL,
	"row_id" bigint DEFAULT 0 NOT NULL,
	"row_key" text DEFAULT '' NOT NULL,
	"field" text NOT NULL,
	CONSTRAINT "media_use_hash_relation_row_id_row_key_field_pk" PRIMARY KEY("hash","relation","row_id","row_key","field")
);
--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN IF NOT EXISTS "uploaded_by" bigint;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN IF NOT EXISTS "uploader" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "media_former" DROP CONSTRAINT IF EXISTS "media_former_media_id_media_id_fk", ADD CONSTRAINT "media_former_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "media_former_media" ON "media_former" USING btree ("media_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "media_use_row" ON "media_use" USING btree ("relation","row_id","row_key");--> statement-breakpoint
ALTER TABLE "media" DROP CONSTRAINT IF EXISTS "media_uploaded_by_account_id_fk", ADD CONSTRAINT "media_uploaded_by_account_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."account"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint

-- Who uploaded what is there already, as far as the audit log knows.
update media m set uploader = a.actor from audit_log a
where m.uploader = '' and a.action = 'media.create' and a.subject = 'media:' || m.id;--> statement-breakpoint
update media m set uploaded_by = a.id from account a where m.uploaded_by is null and m.uploader = 'user:' || a.email;--> statement-breakpoint

-- Where addresses of files stand. Triggers keep it, so that an import or a statement in psql is noted, too.
create or replace function media_hashes(content text) returns setof text
language sql immutable parallel safe as $$
  select distinct m[1] from regexp_matches(content, '/media/([0-9a-f]{64})\.', 'g') m
$$;
--> statement-breakpoint

-- Makes the notes of one field of one row those of its text; none for null.
create or replace function note_media_use(of_relation text, of_id bigint, of_key text, of_field text, content text) returns void
language sql set search_path = public as $$
  delete from media_use where relation = of_relation and row_id = of_id and row_key = of_key and field = of_field
    and hash not in (select media_hashes(content));
  insert into media_use (hash, relation, row_id, row_key, field)
    select h, of_relation, of_id, of_key, of_field from media_hashes(content) h on conflict do nothing;
$$;
--> statement-breakpoint

-- The arguments of the trigger: the column of the row's id (or key, when it is a text), then the columns that are looked at.
create or replace function media_use_of_row() returns trigger language plpgsql set search_path = public as $$
declare
  id bigint := 0;
  key text := '';
  before text;
  after text;
begin
  if tg_op = 'TRUNCATE' then
    delete from media_use where relation = tg_table_name;
    return null;
  end if;
  if tg_argv[0] = 'key' then
    execute 'select ($1).key' into key using coalesce(new, old);
  else
    execute format('select ($1).%I', tg_argv[0]) into id using coalesce(new, old);
  end if;
  if tg_op = 'DELETE' then
    delete from media_use where relation = tg_table_name and row_id = id and row_key = key;
    return null;
  end if;
  for i in 1 .. tg_nargs - 1 loop
    execute format('select ($1).%I::text', tg_argv[i]) into after using new;
    if tg_op = 'UPDATE' then
      execute format('select ($1).%I::text', tg_argv[i]) into before using old;
    end if;
    -- Most texts hold no file, and most updates change none of these columns.
    if after is distinct from before and (before like '%/media/%' or after like '%/media/%') then
      perform note_media_use(tg_table_name, id, key, tg_argv[i], after);
    end if;
  end loop;
  return null;
end
$$;
--> statement-breakpoint

create or replace function watch_media_use(watched text, variadic columns text[]) returns void
language plpgsql set search_path = public as $$
begin
  execute format('drop trigger if exists %I on %I', watched || '_media_use', watched);
  execute format('create trigger %I after insert or delete or update of %s on %I for each row execute function media_use_of_row(%s)',
    watched || '_media_use', (select string_agg(quote_ident(c), ', ') from unnest(columns[2:]) c), watched,
    (select string_agg(quote_literal(c), ', ') from unnest(columns) c));
  execute format('drop trigger if exists %I on %I', watched || '_media_use_truncate', watched);
  execute format('create trigger %I after truncate on %I for each statement execute function media_use_of_row()',
    watched || '_media_use_truncate', watched);
end
$$;
--> statement-breakpoint

select watch_media_use('post', 'id', 'markdown', 'cover_url', 'social_image_url');--> statement-breakpoint
select watch_media_use('author', 'id', 'bio', 'avatar_url');--> statement-breakpoint
select watch_media_use('navigation_item', 'id', 'url');--> statement-breakpoint
select watch_media_use('redirect', 'id', 'target');--> statement-breakpoint
select watch_media_use('setting', 'key', 'value');--> statement-breakpoint
-- What is typed and not saved yet is not to lose its pictures either.
select watch_media_use('autosave', 'post_id', 'fields');--> statement-breakpoint

-- What was there before.
insert into media_use (hash, relation, row_id, row_key, field)
  select h, 'post', id, '', 'markdown' from post, media_hashes(markdown) h
  union all select h, 'post', id, '', 'cover_url' from post, media_hashes(cover_url) h
  union all select h, 'post', id, '', 'social_image_url' from post, media_hashes(social_image_url) h
  union all select h, 'author', id, '', 'avatar_url' from author, media_hashes(avatar_url) h
  union all select h, 'author', id, '', 'bio' from author, media_hashes(bio) h
  union all select h, 'navigation_item', id, '', 'url' from navigation_item, media_hashes(url) h
  union all select h, 'redirect', id, '', 'target' from redirect, media_hashes(target) h
  union all select h, 'setting', 0, key, 'value' from setting, media_hashes(value::text) h
  union all select h, 'autosave', post_id, '', 'fields' from autosave, media_hashes(fields::text) h
on conflict do nothing;

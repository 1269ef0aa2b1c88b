CREATE TABLE IF NOT EXISTS "webhook" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"secret" text NOT NULL,
	"previous_secret" text,
	"previous_secret_until" timestamp (3) with time zone,
	"state" text DEFAULT 'active' NOT NULL,
	"pause_reason" text,
	"failing_since" timestamp (3) with time zone,
	"held_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_state_check" CHECK ((state = 'active' and pause_reason is null) or (state = 'paused' and pause_reason is not null))
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "webhook_change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"xid" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"relation" text NOT NULL,
	"key" text,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "webhook_delivery" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_delivery_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" bigint NOT NULL,
	"message_id" text NOT NULL,
	"type" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"is_manual" boolean DEFAULT false NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone DEFAULT now(),
	"history" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"response" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_delivery_status_check" CHECK (status in ('waiting', 'delivered', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "webhook_delivery" DROP CONSTRAINT IF EXISTS "webhook_delivery_webhook_id_webhook_id_fk", ADD CONSTRAINT "webhook_delivery_webhook_id_webhook_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhook"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_active" ON "webhook" USING btree ("id") WHERE state = 'active';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_delivery_list" ON "webhook_delivery" USING btree ("webhook_id","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_delivery_due" ON "webhook_delivery" USING btree ("webhook_id","next_at") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_delivery_created" ON "webhook_delivery" USING btree ("created_at");--> statement-breakpoint

-- Triggers that write down what webhooks are told, whoever writes: the API, an import, a job or a hand-typed statement.
--
-- As for the cache (0001), the images hold only what the public sees, and equal images make no row. Nothing is written and
-- nothing is queued while no webhook is active. Of a statement that changes more than 1,000 rows the others are counted.

-- The doorbell: one small job a transaction, in a queue of its own, so that they run one after another.
create or replace function webhook_ring() returns void
language plpgsql set search_path = public as $$
declare
  epoch text := pg_current_xact_id()::text;
begin
  if current_setting('hearth.webhooks_rung', true) is distinct from epoch then
    perform set_config('hearth.webhooks_rung', epoch, true);
    perform graphile_worker.add_job('collect_webhook_changes', '{}'::json, queue_name => 'webhook_changes');
  end if;
end
$$;
--> statement-breakpoint

-- Makes the statement triggers of a table, for these operations.
--   id     SQL over the row `r`, giving text: what names it
--   image  SQL over the row `r`, giving jsonb, or null when nobody is to hear of it
--   news   SQL over `before` and `after`, the images: whether the change is one for webhooks
create or replace function webhook_watch(watched text, operations text[], id text, image text, news text default 'true') returns void
language plpgsql set search_path = public as $outer$
declare
  op text;
  trigger_name text;
begin
  foreach op in array operations loop
    trigger_name := watched || '_webhooks_' || op;
    execute format($template$
      create or replace function %1$I() returns trigger language plpgsql set search_path = public as $trigger$
      declare
        changed_rows bigint;
      begin
        if not exists (select from webhook where state = 'active') then
          return null;
        end if;
        with changed as (
          select key, before, after, row_number() over () as ordinal from (%2$s) images
          where before is distinct from after and (%3$s)
        ), kept as (
          insert into webhook_change (xid, at, relation, key, before, after)
          select pg_current_xact_id()::text, clock_timestamp(), tg_table_name, key, before, after from changed where ordinal <= 1000
        )
        select count(*) into changed_rows from changed;
        if changed_rows > 1000 then
          insert into webhook_change (xid, at, relation, after)
          values (pg_current_xact_id()::text, clock_timestamp(), tg_table_name, to_jsonb(changed_rows - 1000));
        end if;
        if changed_rows > 0 then
          perform webhook_ring();
        end if;
        return null;
      end
      $trigger$
    $template$, trigger_name, case op
      when 'insert' then format('select %s as key, null::jsonb as before, %s as after from new_rows r', id, image)
      when 'update' then format('select key, o.image as before, n.image as after
          from (select %1$s as key, %2$s as image from old_rows r) o
          full join (select %1$s as key, %2$s as image from new_rows r) n using (key)', id, image)
      -- Of a TRUNCATE before it happens, under the lock that keeps everybody else out: the rows that it takes.
      else format('select %s as key, %s as before, null::jsonb as after from %I r', id, image,
        case op when 'truncate' then watched else 'old_rows' end)
    end, news);

    execute format('drop trigger if exists %I on %I', trigger_name, watched);
    execute format('create trigger %I %s %s on %I %s for each statement execute function %I()',
      trigger_name, case op when 'truncate' then 'before' else 'after' end, op, watched,
      case op
        when 'insert' then 'referencing new table as new_rows'
        when 'update' then 'referencing old table as old_rows new table as new_rows'
        when 'delete' then 'referencing old table as old_rows'
        else ''
      end, trigger_name);
  end loop;
end
$outer$;
--> statement-breakpoint

-- Columns that Hearth derives from others do not count; the rest is what a writer wrote.
select webhook_watch('post', array['insert', 'update', 'delete', 'truncate'], 'r.id::text',
  $image$ case
    when r.deleted_at is not null then jsonb_build_object('state', 'binned', 'kind', r.kind, 'slug', r.slug, 'title', r.title, 'at', epoch_ms(r.published_at))
    when r.status = 'published' then jsonb_build_object(
      'state', 'public', 'kind', r.kind, 'slug', r.slug, 'title', r.title, 'at', epoch_ms(r.published_at),
      'text', md5(jsonb_build_array(md5(r.markdown), r.excerpt, r.cover_url, r.cover_alt, r.canonical_url, r.seo_title, r.seo_description, r.featured,
        r.template, r.no_index, r.social_image_url, r.social_title, r.social_description)::text))
    else '{"state": "hidden"}'::jsonb
  end $image$,
  $news$ before ->> 'state' = 'public' or after ->> 'state' = 'public' $news$);
--> statement-breakpoint

select webhook_watch('post_tag', array['insert', 'update', 'delete'], $id$ r.post_id || ':' || r.tag_id $id$,
  $image$ (select jsonb_build_object('position', r.position) from post p where p.id = r.post_id and p.status = 'published' and p.deleted_at is null) $image$);
--> statement-breakpoint

select webhook_watch('post_author', array['insert', 'update', 'delete'], $id$ r.post_id || ':' || r.author_id $id$,
  $image$ (select jsonb_build_object('position', r.position) from post p where p.id = r.post_id and p.status = 'published' and p.deleted_at is null) $image$);
--> statement-breakpoint

select webhook_watch('tag', array['insert', 'update', 'delete', 'truncate'], 'r.id::text',
  $image$ jsonb_build_object('slug', r.slug, 'name', r.name, 'text', md5(r.description)) $image$);
--> statement-breakpoint

select webhook_watch('setting', array['insert', 'update', 'delete'], 'r.key', $image$ jsonb_build_object('value', md5(r.value::text)) $image$);

CREATE TABLE IF NOT EXISTS "not_found" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "not_found_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"path" text NOT NULL,
	"hits" integer NOT NULL,
	"first_seen" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"referrer" text,
	"noise" boolean DEFAULT false NOT NULL,
	"ignored" boolean DEFAULT false NOT NULL,
	CONSTRAINT "not_found_path_unique" UNIQUE("path")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "page_view" (
	"day" date NOT NULL,
	"path" text NOT NULL,
	"post_id" bigint,
	"views" integer NOT NULL,
	CONSTRAINT "page_view_day_path_pk" PRIMARY KEY("day","path")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "referrer_view" (
	"day" date NOT NULL,
	"host" text NOT NULL,
	"views" integer NOT NULL,
	CONSTRAINT "referrer_view_day_host_pk" PRIMARY KEY("day","host")
);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "page_view_post" ON "page_view" USING btree ("post_id","day") WHERE post_id is not null;
--> statement-breakpoint
-- Whoever makes a redirect, by whatever way: what it answers is missing no more.
create or replace function redirect_answers_not_found() returns trigger language plpgsql set search_path = public as $$
begin
  delete from not_found where path in (select source from new_rows);
  return null;
end
$$;
--> statement-breakpoint
drop trigger if exists redirect_answers_not_found_insert on redirect;
--> statement-breakpoint
create trigger redirect_answers_not_found_insert after insert on redirect
  referencing new table as new_rows for each statement execute function redirect_answers_not_found();
--> statement-breakpoint
drop trigger if exists redirect_answers_not_found_update on redirect;
--> statement-breakpoint
create trigger redirect_answers_not_found_update after update on redirect
  referencing new table as new_rows for each statement execute function redirect_answers_not_found();
--> statement-breakpoint
-- For suggesting the page that was meant. Where the extension is not there or may not be made, whole words are compared instead.
do $$
begin
  create extension if not exists pg_trgm with schema public;
  create index if not exists post_slug_similar on post using gin (slug gin_trgm_ops);
  create index if not exists post_title_similar on post using gin (title gin_trgm_ops);
exception when others then
  raise notice 'pg_trgm is not available: %', sqlerrm;
end
$$;

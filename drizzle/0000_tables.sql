CREATE TABLE IF NOT EXISTS "account" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "account_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"role" text NOT NULL,
	"author_id" bigint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_role_check" CHECK (role in ('owner', 'admin', 'editor', 'author', 'contributor'))
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "api_key" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_key_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_key_prefix_unique" UNIQUE("prefix")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "author" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "author_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"bio" text DEFAULT '' NOT NULL,
	"avatar_url" text,
	"website_url" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "author_slug_unique" UNIQUE("slug"),
	CONSTRAINT "author_slug_check" CHECK (slug <> '' and slug = lower(slug))
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "cache_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cache_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"xid" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"relation" text NOT NULL,
	"changes" jsonb,
	"consumed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "media" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "media_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"hash" text NOT NULL,
	"extension" text NOT NULL,
	"content_type" text NOT NULL,
	"file_name" text NOT NULL,
	"byte_size" bigint NOT NULL,
	"width" integer,
	"height" integer,
	"alt" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "media_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "navigation_item" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "navigation_item_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"menu" text DEFAULT 'main' NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	"label" text NOT NULL,
	"url" text,
	"post_id" bigint,
	CONSTRAINT "navigation_item_target_check" CHECK ((url is null) <> (post_id is null))
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "node" (
	"id" text PRIMARY KEY NOT NULL,
	"worker_ids" text[] DEFAULT '{}' NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "one_time_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "post" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "post_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text DEFAULT 'post' NOT NULL,
	"slug" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"title" text NOT NULL,
	"markdown" text DEFAULT '' NOT NULL,
	"html" text DEFAULT '' NOT NULL,
	"toc" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"plain_text" text DEFAULT '' NOT NULL,
	"word_count" integer DEFAULT 0 NOT NULL,
	"renderer_version" integer DEFAULT 0 NOT NULL,
	"rendered_from" text,
	"excerpt" text,
	"auto_excerpt" text DEFAULT '' NOT NULL,
	"cover_url" text,
	"cover_alt" text,
	"canonical_url" text,
	"seo_title" text,
	"seo_description" text,
	"featured" boolean DEFAULT false NOT NULL,
	"published_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"import_key" text,
	"import_hash" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"search" "tsvector" GENERATED ALWAYS AS (setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', coalesce(excerpt, '')), 'B') || setweight(to_tsvector('english', left(plain_text, 500000)), 'D')) STORED,
	CONSTRAINT "post_importKey_unique" UNIQUE("import_key"),
	CONSTRAINT "post_kind_check" CHECK (kind in ('post', 'page')),
	CONSTRAINT "post_status_check" CHECK (status in ('draft', 'scheduled', 'published', 'unpublished')),
	CONSTRAINT "post_published_at_check" CHECK (status not in ('scheduled', 'published') or published_at is not null),
	CONSTRAINT "post_published_at_finite" CHECK (published_at is null or isfinite(published_at)),
	CONSTRAINT "post_slug_check" CHECK (slug <> '' and slug = lower(slug))
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "post_author" (
	"post_id" bigint NOT NULL,
	"author_id" bigint NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "post_author_post_id_author_id_pk" PRIMARY KEY("post_id","author_id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "post_tag" (
	"post_id" bigint NOT NULL,
	"tag_id" bigint NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "post_tag_post_id_tag_id_pk" PRIMARY KEY("post_id","tag_id")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "redirect" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "redirect_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"target" text,
	"post_id" bigint,
	"status" smallint DEFAULT 301 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "redirect_source_unique" UNIQUE("source"),
	CONSTRAINT "redirect_status_check" CHECK (status in (301, 302, 307, 308, 410)),
	CONSTRAINT "redirect_target_check" CHECK ((status = 410) = (target is null and post_id is null)),
	CONSTRAINT "redirect_source_check" CHECK (source like '/%')
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "revision" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "revision_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"post_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"markdown" text NOT NULL,
	"excerpt" text,
	"actor" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "revision_post_version_key" UNIQUE("post_id","version")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "slug_history" (
	"kind" text NOT NULL,
	"slug" text NOT NULL,
	"owner_id" bigint NOT NULL,
	"gone" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "slug_history_kind_slug_pk" PRIMARY KEY("kind","slug")
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "tag" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tag_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tag_slug_unique" UNIQUE("slug"),
	CONSTRAINT "tag_slug_check" CHECK (slug <> '' and slug = lower(slug))
);
--> statement-breakpoint
ALTER TABLE "account" DROP CONSTRAINT IF EXISTS "account_author_id_author_id_fk";--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_author_id_author_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."author"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "navigation_item" DROP CONSTRAINT IF EXISTS "navigation_item_post_id_post_id_fk";--> statement-breakpoint
ALTER TABLE "navigation_item" ADD CONSTRAINT "navigation_item_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_author" DROP CONSTRAINT IF EXISTS "post_author_post_id_post_id_fk";--> statement-breakpoint
ALTER TABLE "post_author" ADD CONSTRAINT "post_author_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_author" DROP CONSTRAINT IF EXISTS "post_author_author_id_author_id_fk";--> statement-breakpoint
ALTER TABLE "post_author" ADD CONSTRAINT "post_author_author_id_author_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."author"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_tag" DROP CONSTRAINT IF EXISTS "post_tag_post_id_post_id_fk";--> statement-breakpoint
ALTER TABLE "post_tag" ADD CONSTRAINT "post_tag_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_tag" DROP CONSTRAINT IF EXISTS "post_tag_tag_id_tag_id_fk";--> statement-breakpoint
ALTER TABLE "post_tag" ADD CONSTRAINT "post_tag_tag_id_tag_id_fk" FOREIGN KEY ("tag_id") REFERENCES "public"."tag"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redirect" DROP CONSTRAINT IF EXISTS "redirect_post_id_post_id_fk";--> statement-breakpoint
ALTER TABLE "redirect" ADD CONSTRAINT "redirect_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision" DROP CONSTRAINT IF EXISTS "revision_post_id_post_id_fk";--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "account_email_key" ON "account" USING btree (lower(email));--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "audit_log_at" ON "audit_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "cache_event_pending" ON "cache_event" USING btree ("id") WHERE consumed_at is null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "cache_event_consumed" ON "cache_event" USING btree ("consumed_at") WHERE consumed_at is not null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "navigation_item_menu" ON "navigation_item" USING btree ("menu","position");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "navigation_item_post" ON "navigation_item" USING btree ("post_id");--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "post_kind_slug_key" ON "post" USING btree ("kind","slug") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "post_public_order" ON "post" USING btree ("kind","published_at","id") WHERE status = 'published' and deleted_at is null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "post_search" ON "post" USING gin ("search");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "post_updated" ON "post" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "post_author_author" ON "post_author" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "post_tag_tag" ON "post_tag" USING btree ("tag_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "redirect_post" ON "redirect" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "slug_history_owner" ON "slug_history" USING btree ("kind","owner_id");
ALTER TABLE "post" ADD COLUMN IF NOT EXISTS "template" text DEFAULT 'default' NOT NULL;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN IF NOT EXISTS "no_index" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN IF NOT EXISTS "social_image_url" text;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN IF NOT EXISTS "social_title" text;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN IF NOT EXISTS "social_description" text;--> statement-breakpoint
ALTER TABLE "post" DROP CONSTRAINT IF EXISTS "post_template_check", ADD CONSTRAINT "post_template_check" CHECK (template in ('default', 'wide', 'cover', 'plain'));--> statement-breakpoint

-- As before, with how a post is laid out and what its head says. Sitemaps read nothing of it but whether it is to be indexed.
select hearth_watch('post', 'id',
  $image$ case
    when r.status = 'published' and r.deleted_at is null then jsonb_build_object(
      'state', 'public', 'id', r.id, 'kind', r.kind, 'slug', r.slug, 'at', epoch_ms(r.published_at), 'title', r.title,
      'card', md5(jsonb_build_array(coalesce(nullif(r.excerpt, ''), r.auto_excerpt), r.cover_url, r.featured, r.reading_minutes)::text),
      'body', md5(jsonb_build_array(md5(r.html), r.toc, r.renderer_version, r.cover_alt,
        case when r.rendered_from is distinct from md5(r.markdown) then r.markdown end)::text),
      'meta', md5(jsonb_build_array(r.canonical_url, r.seo_title, r.seo_description, r.word_count, r.template,
        r.social_image_url, r.social_title, r.social_description)::text),
      'noIndex', r.no_index,
      'modified', epoch_ms(greatest(r.updated_at, r.published_at)))
    when r.status = 'published' then jsonb_build_object('state', 'gone', 'id', r.id, 'kind', r.kind, 'slug', r.slug)
  end $image$);
--> statement-breakpoint

-- As before, with the new columns.
create or replace function post_before_update() returns trigger language plpgsql set search_path = public as $$
begin
  if row(new.kind, new.slug, new.status, new.title, new.markdown, new.excerpt, new.cover_url, new.cover_alt, new.canonical_url,
         new.seo_title, new.seo_description, new.featured, new.template, new.no_index, new.social_image_url, new.social_title,
         new.social_description, new.published_at, new.deleted_at)
     is distinct from
     row(old.kind, old.slug, old.status, old.title, old.markdown, old.excerpt, old.cover_url, old.cover_alt, old.canonical_url,
         old.seo_title, old.seo_description, old.featured, old.template, old.no_index, old.social_image_url, old.social_title,
         old.social_description, old.published_at, old.deleted_at) then
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

CREATE TABLE IF NOT EXISTS "idempotency_key" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"response" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_key_actor_key_pk" PRIMARY KEY("actor","key")
);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idempotency_key_created" ON "idempotency_key" USING btree ("created_at");
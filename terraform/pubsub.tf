# Gmail announces new mail to a topic, and Pub/Sub pushes each announcement to gmail-push. Only with gmail_push: an
# organization policy about the members of IAM policies (iam.allowedPolicyMemberDomains) refuses Gmail's account
# until the project has an exception, and without the topic mail is found by polling.
locals {
  makes_topic = var.gmail_push && var.gmail_push_topic == null
  # Gmail accepts only a topic of the OAuth client's own project. Where that is another project, the topic is made
  # there by hand and named here.
  gmail_push_topic = !var.gmail_push ? null : coalesce(var.gmail_push_topic, "projects/${var.project_id}/topics/${var.prefix}-gmail-push")
  pubsub_agent     = "serviceAccount:service-${local.project_number}@gcp-sa-pubsub.iam.gserviceaccount.com"
  with_push        = toset(var.gmail_push ? ["created"] : [])
}

resource "google_pubsub_topic" "gmail_push" {
  for_each = toset(local.makes_topic ? ["created"] : [])

  project = var.project_id
  name    = "${var.prefix}-gmail-push"
  labels  = local.labels

  depends_on = [google_project_service.apis]
}

# Gmail publishes as this account, which is the same for every customer ("Push notifications" in Gmail's guides).
resource "google_pubsub_topic_iam_member" "gmail_push" {
  for_each = toset(local.makes_topic ? ["created"] : [])

  project = var.project_id
  topic   = google_pubsub_topic.gmail_push["created"].name
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:gmail-api-push@system.gserviceaccount.com"
}

# What gmail-push refused for a week, such as a push to a function that was misconfigured. No mail is lost with
# it: mail-sync reads every mailbox every 15 minutes all the same.
resource "google_pubsub_topic" "undelivered" {
  for_each = local.with_push

  project = var.project_id
  name    = "${var.prefix}-gmail-push-undelivered"
  labels  = local.labels

  depends_on = [google_project_service.apis]
}

# A topic without a subscription keeps nothing.
resource "google_pubsub_subscription" "undelivered" {
  for_each = local.with_push

  project                    = var.project_id
  name                       = "${var.prefix}-gmail-push-undelivered"
  topic                      = google_pubsub_topic.undelivered["created"].id
  labels                     = local.labels
  message_retention_duration = "604800s"

  expiration_policy {
    ttl = ""
  }
}

resource "google_pubsub_subscription" "gmail_push" {
  for_each = local.with_push

  project                    = var.project_id
  name                       = "${var.prefix}-gmail-push"
  topic                      = local.gmail_push_topic
  labels                     = local.labels
  message_retention_duration = "604800s"
  # A run of gmail-push ends itself after 30 seconds.
  ack_deadline_seconds = 60

  # Never: by default Pub/Sub deletes a subscription that had nothing to deliver for a month.
  expiration_policy {
    ttl = ""
  }

  # By default Pub/Sub pushes again at once.
  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.undelivered["created"].id
    max_delivery_attempts = 20
  }

  push_config {
    push_endpoint = var.scheduler_uses_run_app ? google_cloudfunctions2_function.functions["gmail-push"].service_config[0].uri : "${local.functions_url}/gmail-push"

    oidc_token {
      service_account_email = google_service_account.pusher["created"].email
      audience              = "${local.functions_url}/gmail-push"
    }
  }

  # A push before the account may call the function would be refused, and one before the agent may pass it on
  # would be lost.
  depends_on = [
    google_cloud_run_v2_service_iam_member.pusher,
    google_pubsub_topic.gmail_push,
    google_pubsub_topic_iam_member.undelivered,
  ]
}

resource "google_service_account" "pusher" {
  for_each = local.with_push

  project      = var.project_id
  account_id   = "${var.prefix}-pusher"
  display_name = "Connector: Pub/Sub calls gmail-push as this account"

  depends_on = [google_project_service.apis]
}

resource "google_cloud_run_v2_service_iam_member" "pusher" {
  for_each = local.with_push

  project  = var.project_id
  location = var.region
  name     = google_cloudfunctions2_function.functions["gmail-push"].name
  role     = "roles/run.invoker"
  member   = google_service_account.pusher["created"].member
}

# Pub/Sub's own account signs as the pusher, moves what is undeliverable, and acknowledges it where it was.
# The token creator role is needed in projects from before April 2021 ("Authenticate push subscriptions").
resource "google_service_account_iam_member" "pubsub_signs" {
  for_each = local.with_push

  service_account_id = "projects/-/serviceAccounts/${google_service_account.pusher["created"].email}"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.pubsub_agent

  depends_on = [google_pubsub_topic.undelivered]
}

resource "google_pubsub_topic_iam_member" "undelivered" {
  for_each = local.with_push

  project = var.project_id
  topic   = google_pubsub_topic.undelivered["created"].name
  role    = "roles/pubsub.publisher"
  member  = local.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "undelivered" {
  for_each = local.with_push

  project      = var.project_id
  subscription = google_pubsub_subscription.gmail_push["created"].name
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}

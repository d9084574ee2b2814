# For Gmail's notifications that a mailbox changed. A topic without subscriptions costs nothing.
resource "google_pubsub_topic" "gmail_push" {
  project = var.project_id
  name    = "${var.prefix}-gmail-push"
  labels  = local.labels

  depends_on = [google_project_service.apis]
}

# Gmail publishes as this account, which is the same for every customer ("Push notifications" in Gmail's guides).
resource "google_pubsub_topic_iam_member" "gmail_push" {
  project = var.project_id
  topic   = google_pubsub_topic.gmail_push.name
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:gmail-api-push@system.gserviceaccount.com"
}

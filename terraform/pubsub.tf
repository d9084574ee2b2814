# For Gmail's notifications that a mailbox changed. Only with mail_intake: an organization policy about the
# members of IAM policies (iam.allowedPolicyMemberDomains) refuses Gmail's account until the project has an
# exception, and must not stop a deployment that does not need the topic.
resource "google_pubsub_topic" "gmail_push" {
  for_each = toset(var.mail_intake ? ["created"] : [])

  project = var.project_id
  name    = "${var.prefix}-gmail-push"
  labels  = local.labels

  depends_on = [google_project_service.apis]
}

# Gmail publishes as this account, which is the same for every customer ("Push notifications" in Gmail's guides).
resource "google_pubsub_topic_iam_member" "gmail_push" {
  for_each = toset(var.mail_intake ? ["created"] : [])

  project = var.project_id
  topic   = google_pubsub_topic.gmail_push["created"].name
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:gmail-api-push@system.gserviceaccount.com"
}

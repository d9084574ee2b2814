locals {
  # The functions call Gmail; the resources of this configuration need the others.
  optional_apis = {
    "iamcredentials.googleapis.com" = local.signs_without_key
    "pubsub.googleapis.com"         = var.gmail_push
  }
  apis = toset(concat([for api, used in local.optional_apis : api if used], [
    "artifactregistry.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudfunctions.googleapis.com",
    "cloudresourcemanager.googleapis.com",
    "cloudscheduler.googleapis.com",
    "firestore.googleapis.com",
    "gmail.googleapis.com",
    "iam.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "storage.googleapis.com",
  ]))
}

# Never disabled: something else in the project may need the API by then.
resource "google_project_service" "apis" {
  for_each = local.apis

  project            = var.project_id
  service            = each.key
  disable_on_destroy = false
}

locals {
  # The roles on the project that `terraform apply` needs, run by a person or by Cloud Build, and the reason
  # for each.
  deployer_roles = {
    "roles/artifactregistry.admin"          = "the repository of the functions' images"
    "roles/cloudfunctions.admin"            = "the functions"
    "roles/cloudscheduler.admin"            = "the jobs"
    "roles/datastore.owner"                 = "the database, its indexes and TTL policies"
    "roles/iam.roleAdmin"                   = "the custom roles for grants and signing keys"
    "roles/iam.serviceAccountAdmin"         = "the service accounts, and which functions sign as those that act for mailboxes"
    "roles/iam.serviceAccountUser"          = "to let the functions, their builds and the jobs run as theirs"
    "roles/logging.configWriter"            = "the log-based metrics, and which requests are kept in no log"
    "roles/logging.logWriter"               = "the log of a deployment in Cloud Build"
    "roles/monitoring.editor"               = "the alerts and who is told"
    "roles/pubsub.admin"                    = "the topic and subscription of Gmail's announcements, with gmail_push"
    "roles/resourcemanager.projectIamAdmin" = "the roles of the service accounts"
    "roles/run.admin"                       = "who may call the functions"
    "roles/secretmanager.admin"             = "the secrets, and the versions of the keyring"
    "roles/serviceusage.serviceUsageAdmin"  = "the APIs"
    "roles/storage.admin"                   = "the archives, and the buckets of the state and of plans"
  }
}

# The account that cloudbuild.yaml runs as. A person runs the first apply: an account cannot create itself.
resource "google_service_account" "deployer" {
  for_each = toset(var.deployer ? ["created"] : [])

  project      = var.project_id
  account_id   = "${var.prefix}-deployer"
  display_name = "Connector: deploys from Cloud Build"

  depends_on = [google_project_service.apis]
}

resource "google_project_iam_member" "deployer" {
  for_each = toset(var.deployer ? keys(local.deployer_roles) : [])

  project = var.project_id
  role    = each.key
  member  = google_service_account.deployer["created"].member
}

locals {
  labels = merge(var.labels, { app = var.prefix })

  # Known before the first deployment, so that the redirect URI can be registered at Google first. All
  # six share it, which their own run.app hosts do not: a cookie crosses no host there.
  functions_url = "https://${var.region}-${var.project_id}.cloudfunctions.net"
  base_url      = coalesce(var.base_url, local.functions_url)

  # One row a function: its size, who may call it, and all that it may reach.
  #   account      the end of its service account's ID: some names are too long for the 30 characters
  #   concurrency  requests at once in one instance; a scheduled run has an instance to itself
  #   timeout      of scheduled runs the scheduler's own deadline; they end themselves after 140 seconds
  #   seals        writes or opens what the keyring seals; a mailbox's status is told without it
  #   grants       writer: reads grants and replaces them; creator: makes a secret for a new mailbox
  functions = {
    authorization-url = {
      account       = "authorize"
      memory        = "512Mi"
      max_instances = 3
      concurrency   = 20
      timeout       = 60
      public        = true
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = []
      secrets       = []
    }
    oauth-callback = {
      account       = "callback"
      memory        = "512Mi"
      max_instances = 3
      concurrency   = 20
      timeout       = 60
      public        = true
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = ["writer", "creator"]
      secrets       = ["GOOGLE_CLIENT_SECRET"]
    }
    token-refresh = {
      account       = "refresh"
      memory        = "512Mi"
      max_instances = 2 * var.refresh_jobs
      concurrency   = 1
      timeout       = 180
      public        = false
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = ["writer", "creator"]
      secrets       = concat(["GOOGLE_CLIENT_SECRET"], var.notify_url == null ? [] : ["NOTIFY_SECRETS"])
    }
    label-probe = {
      account       = "probe"
      memory        = "512Mi"
      max_instances = 2
      concurrency   = 1
      timeout       = 180
      public        = false
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = ["writer"]
      secrets       = ["GOOGLE_CLIENT_SECRET"]
    }
    salesforce-webhook = {
      account       = "webhook"
      memory        = "512Mi"
      max_instances = 10
      concurrency   = 40
      timeout       = 60
      public        = true
      firestore     = "roles/datastore.viewer"
      seals         = false
      grants        = []
      secrets       = ["SALESFORCE_WEBHOOK_SECRETS"]
    }
    setup-page = {
      account       = "setup"
      memory        = "512Mi"
      max_instances = 3
      concurrency   = 20
      timeout       = 60
      public        = true
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = ["writer"]
      secrets       = ["GOOGLE_CLIENT_SECRET"]
    }
  }

  # What every function is told, and the operator's commands with it. Secrets are apart: those are given
  # to the functions that need them. Behind a custom domain Cloud Scheduler still calls the functions' own
  # origin, which is then the audience of its ID tokens.
  settings = merge(
    {
      STATE                     = "cloud"
      GOOGLE_CLOUD_PROJECT      = var.project_id
      FIRESTORE_DATABASE        = var.firestore_database
      GRANT_VAULTS              = join(",", var.grant_vaults)
      SECRET_PREFIX             = var.prefix
      BASE_URL                  = local.base_url
      GOOGLE_CLIENT_ID          = var.google_client_id
      SETUP_ADMINS              = join(",", var.setup_admins)
      SCHEDULER_SERVICE_ACCOUNT = google_service_account.scheduler.email
      LOG_LEVEL                 = var.log_level
    },
    var.base_url == null ? {} : { SCHEDULER_BASE_URL = local.functions_url },
  )
}

resource "google_cloudfunctions2_function" "functions" {
  for_each = local.functions

  project     = var.project_id
  location    = var.region
  name        = each.key
  description = "Gmail to Salesforce connector: ${each.key}"
  labels      = local.labels

  build_config {
    runtime           = "nodejs24"
    entry_point       = each.key
    service_account   = google_service_account.build.id
    docker_repository = google_artifact_registry_repository.functions.id

    source {
      storage_source {
        bucket = google_storage_bucket.source.name
        object = google_storage_bucket_object.archives[each.key].name
      }
    }
  }

  service_config {
    service_account_email = google_service_account.functions[each.key].email
    available_memory      = each.value.memory
    # Cloud Run gives an instance several requests at once only from one whole CPU on.
    available_cpu                    = "1"
    max_instance_request_concurrency = each.value.concurrency
    min_instance_count               = lookup(var.min_instances, each.key, 0)
    max_instance_count               = each.value.max_instances
    timeout_seconds                  = each.value.timeout
    all_traffic_on_latest_revision   = true
    # Not narrower for the scheduled two: a call by the cloudfunctions.net name does not count as
    # internal. Who may call is held by IAM, and again in the code.
    ingress_settings = "ALLOW_ALL"

    # Who signs messages is told where to send them, and nobody else: a receiver's URL may be a secret.
    environment_variables = merge(
      local.settings,
      contains(each.value.secrets, "NOTIFY_SECRETS") ? { NOTIFY_URL = var.notify_url } : {},
    )

    dynamic "secret_environment_variables" {
      for_each = toset(each.value.secrets)
      iterator = secret

      content {
        key        = secret.key
        project_id = var.project_id
        secret     = google_secret_manager_secret.secrets[local.secret_settings[secret.key].secret].secret_id
        version    = google_secret_manager_secret_version.settings[secret.key].version
      }
    }
  }

  # A build without its roles, a start without its secrets and a query without its index fail. A new role
  # takes a minute or so to hold: the indexes, which take longer to make, give the first deployment that.
  depends_on = [
    google_artifact_registry_repository_iam_member.build,
    google_firestore_field.fields,
    google_firestore_index.composite,
    google_project_iam_member.build,
    google_project_iam_member.functions,
    google_project_service.apis,
    google_secret_manager_secret_iam_member.functions,
  ]
}

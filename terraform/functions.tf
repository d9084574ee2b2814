locals {
  labels = merge(var.labels, { app = var.prefix })

  # Known before the first deployment, so that the redirect URI can be registered with Google first. All eight
  # functions share this host, and so their cookies; each has its own run.app host, which shares none.
  functions_url = "https://${var.region}-${var.project_id}.cloudfunctions.net"
  base_url      = coalesce(var.base_url, local.functions_url)

  # One entry per function: its size, who may call it, and everything that it may access.
  #   account      the suffix of its service account's ID: some names exceed the limit of 30 characters
  #   concurrency  requests at once in one instance; a scheduled run has an instance to itself
  #   timeout      for scheduled runs the scheduler's deadline; they end themselves after 140 seconds. The setup
  #                page begins to add mailboxes for 20 seconds a request, and each of the last ones may have to
  #                wait for Google five times: signing, token, identity, revocation, and a retry
  #   seals        seals or opens data with the keyring
  #   caller       anyone: browsers and Salesforce; scheduler: Cloud Scheduler alone; pubsub: Gmail's push alone
  #   orgs         the secrets of Salesforce organizations. reader: logs in; keeper: also adds and destroys them
  #   callers      the secrets of those who call from Salesforce. reader: verifies calls; keeper: adds and destroys them
  #   grants       writer: reads grants and replaces them; creator: makes a secret for a new mailbox
  #   signing      of service accounts that act for mailboxes. reader: gets tokens, with their keys or, without a
  #                key, signed by Google; keeper: also adds keys and destroys them. Null: gets no tokens
  functions = {
    authorization-url = {
      account       = "authorize"
      memory        = "512Mi"
      max_instances = 3
      concurrency   = 20
      timeout       = 60
      caller        = "anyone"
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = []
      signing       = null
      orgs          = null
      callers       = null
      secrets       = []
    }
    oauth-callback = {
      account       = "callback"
      memory        = "512Mi"
      max_instances = 3
      concurrency   = 20
      timeout       = 60
      caller        = "anyone"
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = ["writer", "creator"]
      signing       = "reader"
      orgs          = null
      callers       = null
      secrets       = ["GOOGLE_CLIENT_SECRET"]
    }
    token-refresh = {
      account       = "refresh"
      memory        = "512Mi"
      max_instances = 2 * var.refresh_jobs
      concurrency   = 1
      timeout       = 180
      caller        = "scheduler"
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = ["writer", "creator"]
      signing       = "reader"
      orgs          = null
      callers       = null
      secrets       = concat(["GOOGLE_CLIENT_SECRET"], var.notify_url == null ? [] : ["NOTIFY_SECRETS"])
    }
    label-probe = {
      account       = "probe"
      memory        = "512Mi"
      max_instances = 2
      concurrency   = 1
      timeout       = 180
      caller        = "scheduler"
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = ["writer"]
      signing       = "reader"
      orgs          = null
      callers       = null
      secrets       = ["GOOGLE_CLIENT_SECRET"]
    }
    salesforce-webhook = {
      account = "webhook"
      # Four calls of up to 12 MB at once, and mails of up to 35 MB that are written to temporary files, which are memory.
      memory        = "1Gi"
      max_instances = 10
      concurrency   = 40
      timeout       = 60
      caller        = "anyone"
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = ["writer"]
      signing       = "reader"
      orgs          = "reader"
      callers       = "reader"
      secrets       = concat(["GOOGLE_CLIENT_SECRET", "SALESFORCE_WEBHOOK_SECRETS"], local.org_secret_settings)
    }
    setup-page = {
      account = "setup"
      # What would become of mail under other settings: mails of up to 35 MB are read through temporary files.
      memory        = "1Gi"
      max_instances = 3
      concurrency   = 20
      timeout       = 120
      caller        = "anyone"
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = ["writer"]
      signing       = "keeper"
      orgs          = "keeper"
      callers       = "keeper"
      secrets       = concat(["GOOGLE_CLIENT_SECRET"], local.org_secret_settings)
    }
    gmail-push = {
      account = "push"
      # A mail of 35 MB is read through temporary files, which are memory: three at once in an instance.
      memory        = "1Gi"
      max_instances = 10
      concurrency   = 8
      timeout       = 60
      caller        = "pubsub"
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = ["writer"]
      signing       = "reader"
      orgs          = "reader"
      callers       = null
      secrets       = concat(["GOOGLE_CLIENT_SECRET"], local.org_secret_settings)
    }
    mail-sync = {
      account = "sync"
      # 64 mails of up to 1 MB are in memory, and three larger ones in temporary files.
      memory        = "2Gi"
      max_instances = 2 * var.mail_jobs
      concurrency   = 1
      timeout       = 180
      caller        = "scheduler"
      firestore     = "roles/datastore.user"
      seals         = true
      grants        = ["writer"]
      signing       = "reader"
      orgs          = "reader"
      callers       = null
      secrets       = concat(["GOOGLE_CLIENT_SECRET"], local.org_secret_settings)
    }
  }

  # The settings of every function and of the operator's commands. Secrets are separate: only the functions
  # that need one get it. Behind a custom domain Cloud Scheduler still calls the functions' own origin, which
  # is then the audience of its ID tokens.
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
    var.salesforce_my_domain == null ? {} : {
      SALESFORCE_MY_DOMAIN = var.salesforce_my_domain
      SALESFORCE_CLIENT_ID = var.salesforce_client_id
    },
    !var.gmail_push ? {} : {
      GMAIL_PUSH_TOPIC           = local.gmail_push_topic
      GMAIL_PUSH_SERVICE_ACCOUNT = google_service_account.pusher["created"].email
    },
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
    entry_point       = "main"
    service_account   = google_service_account.build.id
    docker_repository = google_artifact_registry_repository.functions.id

    # The base image changes only with a deployment. By default Google replaces it, and Node with it, under
    # the running function, and another Node may reject the bundle's code cache (decision 10). The price:
    # the base image's security patches also come only with a deployment.
    on_deploy_update_policy {}

    # The bundle's package.json names exactly the Node that made its code cache. The variable wins over it.
    environment_variables = var.node_version == null ? {} : { GOOGLE_NODEJS_VERSION = var.node_version }

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
    # Cloud Run allows several requests at once in an instance only with at least one whole CPU.
    available_cpu                    = "1"
    max_instance_request_concurrency = each.value.concurrency
    min_instance_count               = lookup(var.min_instances, each.key, 0)
    max_instance_count               = each.value.max_instances
    timeout_seconds                  = each.value.timeout
    all_traffic_on_latest_revision   = true
    # Also for the functions that only the scheduler or Pub/Sub calls: a call to the cloudfunctions.net name does not count as
    # internal. IAM decides who may call, and the code checks it again.
    ingress_settings = "ALLOW_ALL"

    # Only the functions that sign notifications get the receiver's URL, which may contain a secret.
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
  # takes about a minute to take effect: creating the indexes takes longer, so the first deployment waits
  # long enough.
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

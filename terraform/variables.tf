variable "project_id" {
  description = "The Google Cloud project that everything is created in."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be a project's ID: 6 to 30 lower-case letters, digits and hyphens. It is neither the name nor the number."
  }
}

variable "region" {
  description = "The region of the functions, of Cloud Scheduler and of the archives. Some regions refuse builds in a new project."
  type        = string
  default     = "europe-west1"

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region must be a region such as europe-west1; it is neither a zone nor a multi-region."
  }
}

variable "prefix" {
  description = "What the names of everything but the functions begin with, and the functions' SECRET_PREFIX."
  type        = string
  default     = "connector"

  # Service account IDs have at most 30 characters; the longest suffix is "-scheduler".
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.prefix))
    error_message = "prefix must have 3 to 20 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }

  # The permission to write grants covers every secret whose name begins with "PREFIX-grant-", and that to write
  # signing keys, organizations' secrets and callers' secrets every one that begins with "PREFIX-signing-key-",
  # "PREFIX-org-" or "PREFIX-caller-".
  validation {
    condition     = !strcontains(var.prefix, "-grant") && !strcontains(var.prefix, "-signing-key") && !strcontains(var.prefix, "-org") && !strcontains(var.prefix, "-caller")
    error_message = "prefix must not contain \"-grant\", \"-signing-key\", \"-org\" or \"-caller\": another connector's secrets could begin with it."
  }
}

variable "labels" {
  description = "Labels for everything that takes labels, such as a cost centre."
  type        = map(string)
  default     = {}

  validation {
    condition = alltrue([
      for key, value in var.labels :
      can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))
    ])
    error_message = "labels must have keys and values of lower-case letters, digits, hyphens and underscores, at most 63 each."
  }
}

variable "bundles" {
  description = "The directory that npm run build wrote: manifest.json and an archive a function."
  type        = string
  default     = "../dist"

  validation {
    condition     = length(var.bundles) > 0 && !endswith(var.bundles, "/")
    error_message = "bundles must be a directory's path without a slash at its end."
  }

  validation {
    condition     = fileexists("${var.bundles}/manifest.json")
    error_message = "There is no manifest.json in the directory of bundles. Run npm ci && npm run build first."
  }
}

variable "base_url" {
  description = "The origin under which browsers reach all eight functions, when a custom domain is in front of them. Null: the functions' own origin."
  type        = string
  default     = null

  validation {
    condition     = var.base_url == null ? true : can(regex("^https://[a-z0-9-]+(\\.[a-z0-9-]+)+(:[0-9]+)?$", var.base_url))
    error_message = "base_url must be an https origin in lower case, without a path or a slash at its end."
  }
}

variable "google_client_id" {
  description = "The ID of the OAuth client, of type Web application."
  type        = string

  validation {
    condition     = can(regex("^[^\\s]+\\.apps\\.googleusercontent\\.com$", var.google_client_id))
    error_message = "google_client_id must end with .apps.googleusercontent.com."
  }
}

variable "oauth_client_secret" {
  description = "The OAuth client's secret. It goes to Secret Manager, and into neither the plan nor the state."
  type        = string
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = length(trimspace(var.oauth_client_secret)) > 0 && trimspace(var.oauth_client_secret) == var.oauth_client_secret
    error_message = "oauth_client_secret must not be empty, and not begin or end with white space."
  }
}

variable "oauth_client_secret_version" {
  description = "Raise this by one with every new oauth_client_secret: Terraform cannot see that a value changed which it does not keep."
  type        = number
  default     = 1

  validation {
    condition     = var.oauth_client_secret_version >= 1 && floor(var.oauth_client_secret_version) == var.oauth_client_secret_version
    error_message = "oauth_client_secret_version must be a whole number from 1."
  }
}

variable "webhook_secrets" {
  description = "One secret, or during a rotation two, with which Salesforce proves itself: at least 32 characters each, separated by a comma."
  type        = string
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = can(regex("^[^\\s,]{32,}(,[^\\s,]{32,})?$", var.webhook_secrets))
    error_message = "webhook_secrets must be one or two secrets of at least 32 characters, separated by a comma, without white space."
  }
}

variable "webhook_secrets_version" {
  description = "Raise this by one with every change of webhook_secrets."
  type        = number
  default     = 1

  validation {
    condition     = var.webhook_secrets_version >= 1 && floor(var.webhook_secrets_version) == var.webhook_secrets_version
    error_message = "webhook_secrets_version must be a whole number from 1."
  }
}

variable "notify_url" {
  description = "The https URL that is told of what happens to mailboxes. Null: nobody is told."
  type        = string
  default     = null

  validation {
    condition     = var.notify_url == null ? true : can(regex("^https://[^\\s@/?#]+([/?#][^\\s]*)?$", var.notify_url))
    error_message = "notify_url must be an https URL without a user or password in it."
  }
}

variable "notify_secrets" {
  description = "One secret, or during a rotation two, with which those messages are signed: each whsec_ and 24 to 64 bytes in base64, separated by a comma. Required with notify_url."
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true

  # 24 to 64 bytes are 32 to 88 characters.
  validation {
    condition     = var.notify_secrets == null ? true : can(regex("^whsec_[A-Za-z0-9+/=]{32,88}(,whsec_[A-Za-z0-9+/=]{32,88})?$", var.notify_secrets))
    error_message = "notify_secrets must be one or two secrets of the Standard Webhooks, separated by a comma: whsec_ and 24 to 64 bytes in base64."
  }

  validation {
    condition     = var.notify_url == null || var.notify_secrets != null
    error_message = "notify_secrets must be given with notify_url: messages are signed."
  }
}

variable "notify_secrets_version" {
  description = "Raise this by one with every change of notify_secrets."
  type        = number
  default     = 1

  validation {
    condition     = var.notify_secrets_version >= 1 && floor(var.notify_secrets_version) == var.notify_secrets_version
    error_message = "notify_secrets_version must be a whole number from 1."
  }
}

variable "setup_admins" {
  description = "Who may sign in to the setup page: addresses and Google Workspace domains."
  type        = list(string)

  validation {
    condition = length(var.setup_admins) > 0 && alltrue([
      for admin in var.setup_admins : can(regex("^([^\\s@,]+@)?[a-z0-9-]+(\\.[a-z0-9-]+)+$", admin))
    ])
    error_message = "setup_admins must list at least one address or domain, such as admin@example.com or example.com."
  }
}

variable "grant_vaults" {
  description = "Where grants are kept. New ones go to the first; a second is still read, during a migration."
  type        = list(string)
  # secret-manager costs about 0.06 USD a month per mailbox; sealed-firestore costs almost nothing, and stores
  # the grants encrypted with the keyring.
  default = ["secret-manager"]

  validation {
    condition = length(var.grant_vaults) > 0 && length(distinct(var.grant_vaults)) == length(var.grant_vaults) && alltrue([
      for vault in var.grant_vaults : contains(["secret-manager", "sealed-firestore"], vault)
    ])
    error_message = "grant_vaults must list secret-manager, sealed-firestore or both, each once."
  }
}

variable "create_delegated_service_account" {
  description = "Whether to create the service account PREFIX-mail, which acts for mailboxes without a key once a Workspace admin delegates it. Back to false deletes it, and ends the access of its mailboxes."
  type        = bool
  default     = false
  nullable    = false
}

variable "delegated_service_accounts" {
  description = "Existing service accounts that act for mailboxes without a key, by their addresses: the functions that get tokens may have Google sign as them."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for account in var.delegated_service_accounts : can(regex("^[a-z0-9-]+@([a-z0-9-]+\\.)+gserviceaccount\\.com$", account))
    ])
    error_message = "delegated_service_accounts must be addresses of service accounts, such as mail@your-project.iam.gserviceaccount.com."
  }

  validation {
    condition     = !contains(var.delegated_service_accounts, "${var.prefix}-mail@${var.project_id}.iam.gserviceaccount.com")
    error_message = "delegated_service_accounts must not name the account of create_delegated_service_account."
  }
}

variable "firestore_database" {
  description = "The ID of the Firestore database. One database a project has a free daily quota."
  type        = string
  default     = "(default)"

  validation {
    condition     = var.firestore_database == "(default)" || can(regex("^[a-z][a-z0-9-]{2,61}[a-z0-9]$", var.firestore_database))
    error_message = "firestore_database must be (default), or 4 to 63 lower-case letters, digits and hyphens that begin with a letter."
  }
}

variable "firestore_location" {
  description = "Where the database is kept: a region, or a multi-region such as eur3. Null: the region of the functions. It cannot be changed later."
  type        = string
  default     = null

  validation {
    condition     = var.firestore_location == null ? true : can(regex("^([a-z]+-[a-z]+[0-9]+|eur3|nam5|nam7)$", var.firestore_location))
    error_message = "firestore_location must be a region, eur3, nam5 or nam7."
  }
}

variable "backup_days" {
  description = "For how many days a daily backup of the database is kept, 98 at most. 0: none is made."
  type        = number
  default     = 14

  validation {
    condition     = var.backup_days >= 0 && var.backup_days <= 98 && floor(var.backup_days) == var.backup_days
    error_message = "backup_days must be a whole number from 0 to 98."
  }
}

variable "create_firestore_database" {
  description = "False where the database exists already: its indexes are created, the database itself is left alone."
  type        = bool
  default     = true
  nullable    = false
}

variable "refresh_jobs" {
  description = "How many shards the refreshing of tokens is spread over, each with a job of its own. One does for some thousands of mailboxes. Each may run two instances, which a new project's limit may refuse."
  type        = number
  default     = 1

  validation {
    condition     = var.refresh_jobs >= 1 && var.refresh_jobs <= 8 && floor(var.refresh_jobs) == var.refresh_jobs
    error_message = "refresh_jobs must be a whole number from 1 to 8."
  }
}

variable "min_instances" {
  description = "How many instances of each function stay warm, by the function's name. Each is paid for around the clock."
  type        = map(number)
  default     = {}

  validation {
    condition = alltrue([
      for name, count in var.min_instances : contains(keys(local.functions), name) && count >= 0 && count <= 5 && floor(count) == count
    ])
    error_message = "min_instances must give whole numbers from 0 to 5 to names of the functions."
  }
}

variable "log_level" {
  description = "The least severe log lines that the functions write. An alert watches for lines of severity info, so it is debug or info."
  type        = string
  default     = "info"

  validation {
    condition     = contains(["debug", "info"], var.log_level)
    error_message = "log_level must be debug or info: an alert watches for lines of severity info."
  }
}

variable "scheduler_uses_run_app" {
  description = "Whether Cloud Scheduler calls the functions' run.app addresses. Only if the log of token-refresh has caller_signature_removed."
  type        = bool
  default     = false
  nullable    = false
}

variable "node_version" {
  description = "A Node for the functions instead of the one that built the bundles, for when Google does not have that one yet. Null: that one."
  type        = string
  default     = null

  validation {
    condition     = var.node_version == null ? true : can(regex("^24\\.([0-9]+\\.[0-9]+|x)$", var.node_version))
    error_message = "node_version must be a version of Node 24, such as 24.20.0, or 24.x."
  }
}

variable "gmail_push" {
  description = "Whether Gmail announces new mail through Pub/Sub, so that a case is there within seconds. False: mail is found by polling, within a minute."
  type        = bool
  default     = false
  nullable    = false
}

variable "gmail_push_topic" {
  description = "An existing topic instead of a new one, by its full name, when the OAuth client is of another project: Gmail accepts only topics of the client's project. Null: PREFIX-gmail-push is created."
  type        = string
  default     = null

  validation {
    condition     = var.gmail_push_topic == null ? true : can(regex("^projects/[a-z][a-z0-9-]{4,28}[a-z0-9]/topics/[A-Za-z][A-Za-z0-9_.~+%-]{2,254}$", var.gmail_push_topic))
    error_message = "gmail_push_topic must be the full name of a topic, such as projects/example-project/topics/gmail."
  }

  validation {
    condition     = var.gmail_push_topic == null || var.gmail_push
    error_message = "gmail_push_topic must not be given without gmail_push."
  }
}

variable "mail_jobs" {
  description = "How many shards reading and filing mail is spread over, each with a job of its own. One does for some hundreds of mailboxes. Each may run two instances, which a new project's limit may refuse."
  type        = number
  default     = 1

  validation {
    condition     = var.mail_jobs >= 1 && var.mail_jobs <= 8 && floor(var.mail_jobs) == var.mail_jobs
    error_message = "mail_jobs must be a whole number from 1 to 8."
  }
}

variable "salesforce_my_domain" {
  description = "The My Domain of a Salesforce organization that is connected by settings. Null: organizations are connected on the setup page."
  type        = string
  default     = null

  validation {
    condition     = var.salesforce_my_domain == null ? true : can(regex("^https://[a-z0-9-]+(--[a-z0-9]+)?(\\.[a-z0-9-]+)*\\.my\\.salesforce\\.(com|mil)$", var.salesforce_my_domain))
    error_message = "salesforce_my_domain must be the https URL of a My Domain, such as https://example.my.salesforce.com, without a slash at its end."
  }

  validation {
    condition     = (var.salesforce_my_domain == null) == (var.salesforce_client_id == null)
    error_message = "salesforce_my_domain and salesforce_client_id must be given both or not at all."
  }
}

variable "salesforce_client_id" {
  description = "The consumer key of that organization's External Client App."
  type        = string
  default     = null

  validation {
    condition     = var.salesforce_client_id == null ? true : can(regex("^[A-Za-z0-9_.+/=-]{10,}$", var.salesforce_client_id))
    error_message = "salesforce_client_id must be a consumer key, without white space."
  }
}

variable "salesforce_client_secret" {
  description = "Its consumer secret. It goes to Secret Manager, and into neither the plan nor the state. Required with salesforce_my_domain."
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = var.salesforce_client_secret == null ? true : can(regex("^[^\\s]{8,}$", var.salesforce_client_secret))
    error_message = "salesforce_client_secret must be a consumer secret, without white space."
  }

  validation {
    condition     = var.salesforce_my_domain == null || var.salesforce_client_secret != null
    error_message = "salesforce_client_secret must be given with salesforce_my_domain."
  }
}

variable "salesforce_client_secret_version" {
  description = "Raise this by one with every new salesforce_client_secret."
  type        = number
  default     = 1

  validation {
    condition     = var.salesforce_client_secret_version >= 1 && floor(var.salesforce_client_secret_version) == var.salesforce_client_secret_version
    error_message = "salesforce_client_secret_version must be a whole number from 1."
  }
}

variable "grant_all_users" {
  description = "False where an organization policy forbids allUsers: the four public functions are then opened with gcloud."
  type        = bool
  default     = true
  nullable    = false
}

variable "alert_emails" {
  description = "Who is told by e-mail when an alert fires. With none, incidents are seen in Cloud Monitoring only."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.alert_emails : can(regex("^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$", address))])
    error_message = "alert_emails must be e-mail addresses."
  }
}

variable "deployer" {
  description = "Whether to create the service account that cloudbuild.yaml runs as, with the roles of the output deployer_roles."
  type        = bool
  default     = false
  nullable    = false
}

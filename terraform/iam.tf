resource "google_service_account" "functions" {
  for_each = local.functions

  project      = var.project_id
  account_id   = "${var.prefix}-${each.value.account}"
  display_name = "Connector: ${each.key}"

  depends_on = [google_project_service.apis]
}

resource "google_service_account" "scheduler" {
  project      = var.project_id
  account_id   = "${var.prefix}-scheduler"
  display_name = "Connector: calls the scheduled functions"

  depends_on = [google_project_service.apis]
}

resource "google_service_account" "build" {
  project      = var.project_id
  account_id   = "${var.prefix}-build"
  display_name = "Connector: builds the functions"

  depends_on = [google_project_service.apis]
}

locals {
  project_number = data.google_project.this.number

  # An IAM condition names a database by the project's ID, but a secret by the project's number, as Google
  # documents it. With the other one the condition would match nothing.
  database_condition = {
    title      = "only-${trim(var.firestore_database, "()")}-database"
    expression = "resource.name == \"projects/${var.project_id}/databases/${var.firestore_database}\""
  }
  grants_condition = {
    title      = "only-${var.prefix}-grants"
    expression = "resource.name.startsWith(\"projects/${local.project_number}/secrets/${var.prefix}-grant-\")"
  }
  signing_keys_condition = {
    title      = "only-${var.prefix}-signing-keys"
    expression = "resource.name.startsWith(\"projects/${local.project_number}/secrets/${var.prefix}-signing-key-\")"
  }

  org_secrets_condition = {
    title      = "only-${var.prefix}-orgs"
    expression = "resource.name.startsWith(\"projects/${local.project_number}/secrets/${var.prefix}-org-\")"
  }

  caller_secrets_condition = {
    title      = "only-${var.prefix}-callers"
    expression = "resource.name.startsWith(\"projects/${local.project_number}/secrets/${var.prefix}-caller-\")"
  }

  # What a function may do with the secrets of grants, if grants are kept in Secret Manager, and the setup page
  # with those of signing keys, of organizations and of callers, which always are.
  #   writer   is limited to secrets whose name begins with PREFIX-grant-, PREFIX-signing-key-, PREFIX-org- or PREFIX-caller-
  #   creator  has no condition: Google checks the permission on the project, where the new secret's name
  #            is not known, so a condition on the name would always deny it. The role therefore contains
  #            only that permission, which does not allow reading the created secrets.
  grant_roles = {
    writer = {
      title = "Connector grant and signing key writer"
      permissions = [
        "secretmanager.secrets.get",
        "secretmanager.versions.access",
        "secretmanager.versions.add",
        "secretmanager.versions.destroy",
        "secretmanager.versions.get",
        "secretmanager.versions.list",
      ]
      condition = local.grants_condition
    }
    creator = {
      title       = "Connector grant and signing key creator"
      permissions = ["secretmanager.secrets.create"]
      condition   = null
    }
  }
  grant_role_ids   = { for name, role in google_project_iam_custom_role.grants : name => "projects/${var.project_id}/roles/${role.role_id}" }
  used_grant_roles = { for name, role in local.grant_roles : name => role if contains(var.grant_vaults, "secret-manager") }

  # What a function may do with signing keys. To get tokens it reads a key, and nothing else. A keeper also needs
  # what lists and destroys versions, because it destroys a key that an interrupted addition left behind.
  signing_roles = {
    reader = {
      reader = { role = "roles/secretmanager.secretAccessor", condition = local.signing_keys_condition }
    }
    keeper = {
      writer  = { role = local.grant_role_ids["writer"], condition = local.signing_keys_condition }
      creator = { role = local.grant_role_ids["creator"], condition = null }
    }
  }
  # The same with the secrets of organizations.
  org_roles = {
    reader = {
      reader = { role = "roles/secretmanager.secretAccessor", condition = local.org_secrets_condition }
    }
    # A keeper of organizations' secrets also keeps signing keys, and may create secrets as such.
    keeper = {
      writer = { role = local.grant_role_ids["writer"], condition = local.org_secrets_condition }
    }
  }
  # The same with the secrets of callers.
  caller_roles = {
    reader = {
      reader = { role = "roles/secretmanager.secretAccessor", condition = local.caller_secrets_condition }
    }
    keeper = {
      writer = { role = local.grant_role_ids["writer"], condition = local.caller_secrets_condition }
    }
  }
  caller_functions = { for name, function in local.functions : name => function.callers if function.callers != null }

  org_functions = { for name, function in local.functions : name => function.orgs if function.orgs != null }

  signing_functions = { for name, function in local.functions : name => function.signing if function.signing != null }

  # FUNCTION/NAME => a role binding on the project.
  function_bindings = merge(
    {
      for name, function in local.functions : "${name}/firestore" => {
        function  = name
        role      = function.firestore
        condition = local.database_condition
      }
    },
    concat(
      [
        for name, function in local.functions : {
          for grant in function.grants : "${name}/grant-${grant}" => {
            function  = name
            role      = local.grant_role_ids[grant]
            condition = local.used_grant_roles[grant].condition
          } if contains(keys(local.used_grant_roles), grant)
        }
      ],
      [
        for name, signing in local.signing_functions : {
          for binding, given in local.signing_roles[signing] : "${name}/signing-key-${binding}" => merge(given, { function = name })
        }
      ],
      [
        for name, orgs in local.org_functions : {
          for binding, given in local.org_roles[orgs] : "${name}/org-${binding}" => merge(given, { function = name })
        }
      ],
      [
        for name, callers in local.caller_functions : {
          for binding, given in local.caller_roles[callers] : "${name}/caller-${binding}" => merge(given, { function = name })
        }
      ],
    )...
  )

  # FUNCTION/SECRET => who may read which of the secrets that are created here. Only functions that seal or
  # open data get the keyring.
  secret_readers = merge([
    for name, function in local.functions : {
      for secret in concat(function.seals ? ["keyring"] : [], [for setting in function.secrets : local.secret_settings[setting].secret]) :
      "${name}/${secret}" => { function = name, secret = secret }
    }
  ]...)

  open_commands = [
    for name in local.public_functions :
    "gcloud run services update ${name} --project=${var.project_id} --region=${var.region} --no-invoker-iam-check"
    if !var.grant_all_users
  ]

  public_functions    = [for name, function in local.functions : name if function.caller == "anyone"]
  scheduled_functions = [for name, function in local.functions : name if function.caller == "scheduler"]
}

# Both roles exist even if nobody is bound to them. A deleted role can be undeleted only for 7 days, but its
# ID stays reserved for up to 37 days, within which moving grants back to Secret Manager would fail.
resource "google_project_iam_custom_role" "grants" {
  for_each = local.grant_roles

  project     = var.project_id
  role_id     = "${replace(var.prefix, "-", "_")}_grant_${each.key}"
  title       = each.value.title
  permissions = each.value.permissions

  depends_on = [google_project_service.apis]
}

resource "google_project_iam_member" "functions" {
  for_each = local.function_bindings

  project = var.project_id
  role    = each.value.role
  member  = google_service_account.functions[each.value.function].member

  dynamic "condition" {
    for_each = each.value.condition[*]

    content {
      title      = condition.value.title
      expression = condition.value.expression
    }
  }
}

resource "google_secret_manager_secret_iam_member" "functions" {
  for_each = local.secret_readers

  project   = var.project_id
  secret_id = google_secret_manager_secret.secrets[each.value.secret].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.functions[each.value.function].member
}

# Browsers and Salesforce call without a Google identity: they authenticate to the code, with a session, a
# one-time link or a signature. The binding is on the Cloud Run service of each function, which has the
# function's name: roles/run.invoker has an effect only there.
#
# An organization policy can forbid allUsers (iam.allowedPolicyMemberDomains). The project then needs an
# exception, or grant_all_users = false, with which the invoker check of these services is switched off by
# gcloud: the provider cannot do it on the service of a function (terraform-provider-google #23360).
resource "google_cloud_run_v2_service_iam_member" "public" {
  for_each = toset(var.grant_all_users ? local.public_functions : [])

  project  = var.project_id
  location = var.region
  name     = google_cloudfunctions2_function.functions[each.key].name
  role     = "roles/run.invoker"
  member   = "allUsers"
}

# Separate from the public ones: a refused allUsers must not keep the jobs from being created.
resource "google_cloud_run_v2_service_iam_member" "scheduler" {
  for_each = toset(local.scheduled_functions)

  project  = var.project_id
  location = var.region
  name     = google_cloudfunctions2_function.functions[each.key].name
  role     = "roles/run.invoker"
  member   = google_service_account.scheduler.member
}

# The roles that the documentation of Cloud Run functions requires of a build's own service account
# (securing/build-custom-sa), each as narrow as possible: to write logs, to read the archives from the three
# kinds of buckets that Google may copy them to, and to write images.
locals {
  build_sources = [
    "gcf-v2-sources-${local.project_number}-",
    # Before the region stands a point (NUMBER.REGION.cloudfunctions.appspot.com), in some projects a hyphen.
    "gcf-v2-uploads-${local.project_number}.",
    "gcf-v2-uploads-${local.project_number}-",
    "run-sources-${var.project_id}-",
  ]
  build_bindings = {
    logs = { role = "roles/logging.logWriter", condition = null }
    sources = {
      role = "roles/storage.objectViewer"
      condition = {
        title      = "only-function-sources"
        expression = join(" || ", formatlist("resource.name.startsWith(\"projects/_/buckets/%s\")", local.build_sources))
      }
    }
  }
}

resource "google_project_iam_member" "build" {
  for_each = local.build_bindings

  project = var.project_id
  role    = each.value.role
  member  = google_service_account.build.member

  dynamic "condition" {
    for_each = each.value.condition[*]

    content {
      title      = condition.value.title
      expression = condition.value.expression
    }
  }
}

resource "google_artifact_registry_repository_iam_member" "build" {
  project    = var.project_id
  location   = google_artifact_registry_repository.functions.location
  repository = google_artifact_registry_repository.functions.repository_id
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.build.member
}

locals {
  # The body of a token-refresh or mail-sync job names its shard of the mailboxes; a job without a body processes all.
  jobs = merge(
    {
      for shard in range(var.refresh_jobs) : "token-refresh-${shard}" => {
        function = "token-refresh"
        schedule = "* * * * *"
        body     = jsonencode({ shard = shard, shards = var.refresh_jobs })
      }
    },
    {
      label-probe = {
        function = "label-probe"
        schedule = "*/5 * * * *"
        body     = null
      }
    },
    {
      for shard in range(var.mail_jobs) : "mail-sync-${shard}" => {
        function = "mail-sync"
        schedule = "* * * * *"
        body     = jsonencode({ shard = shard, shards = var.mail_jobs })
      }
    },
  )
}

# Three jobs per billing account are free; each further job costs 0.10 USD a month.
resource "google_cloud_scheduler_job" "jobs" {
  for_each = local.jobs

  project     = var.project_id
  region      = var.region
  name        = "${var.prefix}-${each.key}"
  description = "Calls ${each.value.function}"
  schedule    = each.value.schedule
  time_zone   = "Etc/UTC"
  # A run ends itself well before this deadline.
  attempt_deadline = "180s"

  # One early retry suffices: what was left is due in the next minutes anyway.
  retry_config {
    retry_count          = 1
    min_backoff_duration = "5s"
    max_backoff_duration = "10s"
    max_doublings        = 1
  }

  http_target {
    http_method = "POST"
    uri         = var.scheduler_uses_run_app ? google_cloudfunctions2_function.functions[each.value.function].service_config[0].uri : "${local.functions_url}/${each.value.function}"
    headers     = each.value.body == null ? {} : { "Content-Type" = "application/json" }
    body        = each.value.body == null ? null : base64encode(each.value.body)

    # The audience stays, wherever the call goes: it is what the code expects, and a custom audience of every
    # function's Cloud Run service.
    oidc_token {
      service_account_email = google_service_account.scheduler.email
      audience              = "${local.functions_url}/${each.value.function}"
    }
  }

  # A call before the invoker has its role would be refused. The public invokers do not matter here.
  depends_on = [google_cloud_run_v2_service_iam_member.scheduler]
}

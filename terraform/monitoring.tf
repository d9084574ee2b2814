locals {
  # The Cloud Run service of a function has the function's name; jsonPayload is the function's log line.
  log_lines = {
    for set, names in {
      refresh  = ["token-refresh"]
      callback = ["oauth-callback"]
      all      = keys(local.functions)
    } : set => "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(${join(" OR ", formatlist("%q", names))})"
  }

  metrics = {
    refresh-runs = {
      description = "Runs of token-refresh that came to their end"
      filter      = "${local.log_lines.refresh} AND jsonPayload.message=\"refresh run ended\""
    }
    errors = {
      description = "Log lines of severity ERROR and above, of all six functions"
      filter      = "${local.log_lines.all} AND severity>=ERROR"
    }
  }

  # A metric's name in PromQL: the first slash of logging.googleapis.com/user/NAME becomes a colon, and
  # every other special character an underscore. Log-based metrics have several resource types, so the query
  # must name one.
  series = {
    for name in keys(local.metrics) : name =>
    "logging_googleapis_com:user_${replace("${var.prefix}-${name}", "-", "_")}{monitored_resource=\"cloud_run_revision\"}"
  }

  alerts = {
    refresh-did-not-run = {
      title    = "Token refresh did not run"
      severity = "CRITICAL"
      # A metric without log lines reports zero for a while, and then no data.
      query    = "absent_over_time(${local.series["refresh-runs"]}[15m]) or sum(increase(${local.series["refresh-runs"]}[15m])) < 1"
      duration = "60s"
      text     = "No run of token-refresh has ended for 15 minutes. Access tokens expire within the hour. Look at the job ${var.prefix}-token-refresh-0 in Cloud Scheduler (paused, or refused?), then at the logs of token-refresh."
    }
    failures = {
      title    = "The connector fails"
      severity = "ERROR"
      query    = "sum(increase(${local.series["errors"]}[5m])) > 5"
      duration = "0s"
      text     = "More than five errors in five minutes. In Logs Explorer look for severity>=ERROR of the services ${join(", ", keys(local.functions))}; the field code names the failure."
    }
  }

  log_alerts = {
    mailbox-needs-its-owner = {
      title    = "A mailbox needs its owner"
      severity = "WARNING"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"needs_reconnect\""
      text     = "Google no longer accepts a mailbox's grant. The setup page says which mailbox, why, and who has to do what: ${local.base_url}/setup-page"
    }
    mailbox-fails-its-checks = {
      title    = "A mailbox fails its checks"
      severity = "WARNING"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"probe_failing\""
      text     = "The mailbox's grant works, but Gmail refuses to read it. The setup page says which mailbox, why, and who has to do what: ${local.base_url}/setup-page"
    }
    mailbox-near-its-cap = {
      title    = "A mailbox was connected too often"
      severity = "WARNING"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"grants_near_cap\""
      text     = "Google keeps at most 100 grants of one mailbox for one client and silently ends the oldest. Disconnect the mailbox and connect it once: ${local.base_url}/setup-page"
    }
    fleet-paused = {
      title    = "Most mailboxes fail alike"
      severity = "CRITICAL"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"fleet_paused\""
      text     = "It is not the mailboxes: no status is changed, a few are tried each minute, and all go on by themselves when they succeed. The field code says what they have in common. client_refused: the client was deleted or its secret replaced; for a new secret set oauth_client_secret, raise oauth_client_secret_version, and apply. google_unavailable: the network, or Google. grant_refused: a policy of the whole organization; after six hours it is believed, and every owner is told. Of a service account: Google refuses its key, so add another one. signing_key_lost: add the key again. signing_refused: a function may not sign as the service account; apply."
    }
    no-mailbox-can-be-read = {
      title    = "No mailbox can be read"
      severity = "CRITICAL"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"fleet_probes_failing\""
      text     = "Gmail refuses the checks for a fault of the Google Cloud project: the Gmail API is not enabled, its daily limit is used up, or the project is suspended. The setup page says which, and who has to do what: ${local.base_url}/setup-page"
    }
    client-refused = {
      title    = "Google refuses the OAuth client"
      severity = "CRITICAL"
      # Only the callback's lines: for refreshes the fleet logs it once.
      filter = "${local.log_lines.callback} AND jsonPayload.code=\"client_refused\""
      text   = "No mailbox can be connected until this is mended: the client was deleted, its secret replaced, or the redirect URI ${local.base_url}/oauth-callback is not registered. For a new secret set oauth_client_secret, raise oauth_client_secret_version, and apply."
    }
  }

  channels = [for address in var.alert_emails : google_monitoring_notification_channel.emails[address].id]
}

resource "google_logging_metric" "metrics" {
  for_each = local.metrics

  project     = var.project_id
  name        = "${var.prefix}-${each.key}"
  description = each.value.description
  filter      = each.value.filter

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }

  depends_on = [google_project_service.apis]
}

resource "google_monitoring_notification_channel" "emails" {
  for_each = toset(var.alert_emails)

  project      = var.project_id
  display_name = "Connector: ${each.key}"
  type         = "email"
  labels       = { email_address = each.key }

  depends_on = [google_project_service.apis]
}

resource "google_monitoring_alert_policy" "alerts" {
  for_each = local.alerts

  project               = var.project_id
  display_name          = each.value.title
  severity              = each.value.severity
  combiner              = "OR"
  notification_channels = local.channels
  user_labels           = local.labels

  conditions {
    display_name = each.value.title

    # The only kind of condition that can be created before its metric has its first log line.
    condition_prometheus_query_language {
      query                     = each.value.query
      duration                  = each.value.duration
      evaluation_interval       = "60s"
      disable_metric_validation = true
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = each.value.text
  }

  alert_strategy {
    auto_close = "3600s"
  }

  depends_on = [google_logging_metric.metrics]
}

# Alerts on the log lines themselves: one line suffices, and names the connection. At most one message in
# five minutes, since the cause that stops one mailbox may stop all of them.
resource "google_monitoring_alert_policy" "log_alerts" {
  for_each = local.log_alerts

  project               = var.project_id
  display_name          = each.value.title
  severity              = each.value.severity
  combiner              = "OR"
  notification_channels = local.channels
  user_labels           = local.labels

  conditions {
    display_name = each.value.title

    condition_matched_log {
      filter           = each.value.filter
      label_extractors = { connection = "EXTRACT(jsonPayload.connectionId)" }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = each.value.text
  }

  alert_strategy {
    auto_close = "3600s"

    notification_rate_limit {
      period = "300s"
    }
  }

  depends_on = [google_project_service.apis]
}

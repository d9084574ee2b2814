locals {
  # The Cloud Run service of a function has the function's name; jsonPayload is the function's log line.
  log_lines = {
    for set, names in {
      refresh  = ["token-refresh"]
      callback = ["oauth-callback"]
      all      = keys(local.functions)
    } : set => "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(${join(" OR ", formatlist("%q", names))})"
  }

  # Cloud Run's own log of requests whose address holds the key of an Outbound Message.
  outbound_requests = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"salesforce-webhook\" AND httpRequest.requestUrl:\"/outbound/\""

  metrics = {
    refresh-runs = {
      description = "Runs of token-refresh that came to their end"
      filter      = "${local.log_lines.refresh} AND jsonPayload.message=\"refresh run ended\""
    }
    errors = {
      description = "Log lines of severity ERROR and above, of all functions"
      # SOAP demands status 500 of every fault, a wrong key included. What is an error has a line of the function's own.
      filter = "${local.log_lines.all} AND severity>=ERROR AND NOT (${local.outbound_requests})"
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
    mail-held = {
      title    = "Mail is held"
      severity = "WARNING"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"mail_held\""
      text     = "Salesforce refuses the case of a mail, or the mail cannot be read. It is kept, and later mail of its conversation waits with it. The mailbox's page says why and who has to do what, and has the buttons to try it again, file it or skip it: ${local.base_url}/setup-page"
    }
    organization-paused = {
      title    = "Salesforce takes no mail"
      severity = "CRITICAL"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"org_paused\""
      text     = "The whole organization refuses what the connector sends, so all of its mail waits, and nothing is lost. One mail a minute is tried, and all go on when it is filed. The field code says why. org_login_refused: the app or its user. org_limit_reached: the API requests of the day. org_storage_full: its storage. org_fields_missing: a field was deleted or hidden. The organization's page says who has to do what: ${local.base_url}/setup-page"
    }
    push-silent = {
      title    = "Gmail announces no new mail"
      severity = "WARNING"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"push_silent\""
      text     = "Mail arrived for a day, and Gmail announced none of it. It is filed all the same, up to 15 minutes late. Look at the subscription ${var.prefix}-gmail-push (is it there, and does it push?), at the topic's publisher, and at the mailbox's watch on its page: ${local.base_url}/setup-page"
    }
    sweep-found-mail = {
      title    = "The nightly sweep found mail"
      severity = "WARNING"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"sweep_found_mail\""
      text     = "Neither Gmail's announcements nor its history named this mail. It is filed now. Once is Gmail's; if it comes back, look at the logs of gmail-push and mail-sync of the hours before."
    }
    books-differ = {
      title    = "The books of a mailbox do not balance"
      severity = "WARNING"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"books_differ\""
      text     = "What Gmail lists of the day before (UTC) and what the organization has do not agree with the ledger. npm run mail -- statement with this mailbox and day names each mail and says what to do. If somebody deleted the case in Salesforce, nothing is wrong."
    }
    sent-mail-unknown = {
      title    = "It is not certain whether a mail was sent"
      severity = "WARNING"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"send_unknown\""
      text     = "Gmail's answer to a mail that Salesforce asked to be sent was lost, and the mailbox's history does not prove whether it was sent. Nothing is sent twice. Look into the mailbox's sent mail; if it is not there, send it again as a new mail."
    }
    mail-not-sent = {
      title    = "A mail was not sent"
      severity = "WARNING"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"send_not_sent\""
      text     = "The connector was interrupted while it sent a mail for Salesforce, and Gmail does not have it. The connector keeps no content: who asked for it has to send it again."
    }
    sent-mail-not-on-case = {
      title    = "A sent mail is not on its case"
      severity = "WARNING"
      filter   = "${local.log_lines.all} AND jsonPayload.event=\"send_row_failed\""
      text     = "The mail was sent. Salesforce refuses its Email Message; the field code says why. The case does not show the mail."
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

resource "google_logging_project_exclusion" "outbound_requests" {
  project     = var.project_id
  name        = "${var.prefix}-outbound-requests"
  description = "The addresses of Outbound Messages hold their keys, and are kept in no log."
  filter      = local.outbound_requests

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

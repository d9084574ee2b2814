# Partial: which bucket is said at init, so that no name of a customer's project is kept here:
#   terraform init -backend-config=bucket=BUCKET -backend-config=prefix=connector
terraform {
  backend "gcs" {}
}

# A partial configuration: the bucket is given at init, so that this file names no customer's project:
#   terraform init -backend-config=bucket=BUCKET -backend-config=prefix=connector
terraform {
  backend "gcs" {}
}

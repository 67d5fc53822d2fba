"""The HTTP service: rewrites and checks for pages, plugins and helpdesks. Importing this package loads no web framework.

`app` puts the pieces together: `access` lets requests in, `desk` rewrites and checks behind `slots`, `api` is our own contract,
`health` what machines ask. `keys` and `running` are what a client on this machine needs to find the service.
"""

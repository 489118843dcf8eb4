package org.bidseal.servicedefaults;

/// Marks an adapter that stands in for something real: a sandbox SMS sender, a payment that always
/// succeeds, a key in a file. Under the profile `production` a service with such a bean does not
/// start.
public interface SandboxAdapter {}

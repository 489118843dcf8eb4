package org.bidseal.bench.keys;

/// Co-decryptions through the gateway, as phones ask for them.
///
/// @param requests answered well
/// @param perSecond of wall time; this machine is the phones too
/// @param p50Millis of a request, as the phone sees it, its own computing included
/// @param p99Millis of the same
/// @param serviceMillis CPU of crypto-service's process a request
/// @param compilerMillis what of it went to the JVM's compilers, less in a process that runs longer
/// @param gatewayMillis CPU of the gateway's process a request
/// @param databaseMillis CPU of PostgreSQL a request
/// @param readMillis CPU of crypto-service's process for a request that is answered by one read
record EndpointCosts(
    int requests,
    double perSecond,
    double p50Millis,
    double p99Millis,
    double serviceMillis,
    double compilerMillis,
    double gatewayMillis,
    double databaseMillis,
    double readMillis) {}

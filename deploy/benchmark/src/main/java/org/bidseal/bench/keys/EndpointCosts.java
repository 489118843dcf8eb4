package org.bidseal.bench.keys;

import java.util.LinkedHashMap;
import java.util.Map;

/// Co-decryptions through the gateway, as phones ask for them.
///
/// @param requests answered well
/// @param perSecond of wall time; this machine is the phones too
/// @param p50Millis of a request, as the phone sees it, its own computing included
/// @param p99Millis of the same
/// @param serviceMillis CPU of crypto-service's process a request
/// @param gatewayMillis CPU of the gateway's process a request
/// @param databaseMillis CPU of PostgreSQL a request
record EndpointCosts(
    int requests,
    double perSecond,
    double p50Millis,
    double p99Millis,
    double serviceMillis,
    double gatewayMillis,
    double databaseMillis) {
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("requests", requests);
    map.put("perSecond", perSecond);
    map.put("p50Millis", p50Millis);
    map.put("p99Millis", p99Millis);
    map.put("serviceMillis", serviceMillis);
    map.put("gatewayMillis", gatewayMillis);
    map.put("databaseMillis", databaseMillis);
    return map;
  }
}

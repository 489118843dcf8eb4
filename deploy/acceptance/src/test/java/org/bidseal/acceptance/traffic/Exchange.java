package org.bidseal.acceptance.traffic;

import java.util.Locale;

/// A request that passed the proxy, and its answer.
///
/// @param target path and query
/// @param requestBody JSON, or empty for none and for other contents
/// @param responseBody JSON, or empty for none and for other contents
public record Exchange(
    String method,
    String target,
    String authorization,
    String requestBody,
    int status,
    String responseBody) {

  /// The target without its query.
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  public boolean succeeded() {
    return status < 300;
  }

  static boolean isJson(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).contains("json");
  }
}

package org.bidseal.acceptance.tenancy;

import java.util.Map;
import java.util.regex.Pattern;
import org.bidseal.acceptance.traffic.Exchange;
import org.bidseal.fleet.Service;
import tools.jackson.databind.JsonNode;

/// An operation of a contract.
///
/// @param template its path, such as `/api/crypto/v1/keys/{keyId}`
/// @param isPublic whether it needs no token
/// @param contentType of its body
/// @param requiredHeaders those that the contract demands, with the examples that it gives
/// @param requiredQuery a query with the parameters that must be there; empty if none must
/// @param requestSchema JSON schema of its body; missing if it has none or takes raw content
/// @param definitions the contract's `components.schemas`
record Operation(
    Service service,
    String method,
    String template,
    boolean isPublic,
    String contentType,
    Map<String, String> requiredHeaders,
    String requiredQuery,
    JsonNode requestSchema,
    JsonNode definitions) {
  private static final Pattern PARAMETER = Pattern.compile("\\{[^/}]+}");

  boolean hasPathParameters() {
    return template.indexOf('{') >= 0;
  }

  boolean reads() {
    return method.equals("GET");
  }

  boolean describes(Exchange exchange) {
    return exchange.method().equals(method) && matcher(template).matcher(exchange.path()).matches();
  }

  /// A pattern that paths of a template match, one group a parameter.
  static Pattern matcher(String template) {
    StringBuilder pattern = new StringBuilder();
    for (String part : template.substring(1).split("/", -1)) {
      pattern
          .append('/')
          .append(PARAMETER.matcher(part).matches() ? "([^/]+)" : Pattern.quote(part));
    }
    return Pattern.compile(pattern.toString());
  }

  @Override
  public String toString() {
    return method + " " + template;
  }
}

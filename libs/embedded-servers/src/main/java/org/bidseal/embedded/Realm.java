package org.bidseal.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The realm `bidseal` as Keycloak imports it: roles, the services' clients, the client of the
/// phones, the desk's public client and the staff. Secrets come from [Secrets], under `client.<id>`
/// and `staff.<user>`.
///
/// @param secrets of this installation
/// @param phoneLogin the key behind identity provider `phone-login`
/// @param gatewayUrl where the pages are, for redirects: `http://127.0.0.1:8080`
public record Realm(Secrets secrets, PhoneLoginKey phoneLogin, String gatewayUrl) {
  public static final String NAME = "bidseal";

  /// `iss` of the assertions that identity-service signs: a name, not an address.
  public static final String PHONE_LOGIN_ISSUER =
      "https://bidseal.org/identity-service/phone-login";

  /// Alias of the identity provider that stands for "identity-service has checked an SMS code".
  public static final String PHONE_LOGIN = "phone-login";

  /// The client that redeems those assertions.
  public static final String PHONE_CLIENT = "bidseal-phone";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-zA-Z]+)(?::([a-z.-]+))?}");

  /// The realm representation with all placeholders filled in. Contains secrets.
  public String json() {
    return PLACEHOLDER
        .matcher(template())
        .replaceAll(
            found -> Matcher.quoteReplacement(escape(value(found.group(1), found.group(2)))));
  }

  private String value(String name, @Nullable String argument) {
    return switch (name) {
      case "gatewayUrl" -> gatewayUrl;
      case "phoneLoginIssuer" -> PHONE_LOGIN_ISSUER;
      case "phoneLoginJwks" -> phoneLogin.jwks();
      case "secret" -> secrets.get(Objects.requireNonNull(argument));
      default -> throw new IllegalStateException("Unknown placeholder " + name);
    };
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String template() {
    try (InputStream in = Realm.class.getResourceAsStream("realm-bidseal.json")) {
      if (in == null) {
        throw new IllegalStateException("realm-bidseal.json is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

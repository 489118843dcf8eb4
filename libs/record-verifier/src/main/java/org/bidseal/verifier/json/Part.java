package org.bidseal.verifier.json;

import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.jspecify.annotations.Nullable;

/// A JSON object of a record, whose members must be there and of their kind.
///
/// @param name where it stands, such as `head`
public record Part(String name, Json.Members members) {
  public static Part of(String name, Json value) {
    if (value instanceof Json.Members members) {
      return new Part(name, members);
    }
    throw new MalformedException(name, "is no object");
  }

  public boolean has(String member) {
    return members.values().containsKey(member);
  }

  public Part part(String member) {
    return of(name + "." + member, get(member));
  }

  public List<Json> items(String member) {
    if (get(member) instanceof Json.Items items) {
      return items.values();
    }
    throw malformed(member, "is no array");
  }

  public String text(String member) {
    if (get(member) instanceof Json.Text text) {
      return text.value();
    }
    throw malformed(member, "is no text");
  }

  public long whole(String member) {
    if (get(member) instanceof Json.Whole whole) {
      return whole.value();
    }
    throw malformed(member, "is no number");
  }

  public byte[] base64(String member) {
    return parsed(member, "is no base64", Base64.getDecoder()::decode);
  }

  public Sm3Hash hash(String member) {
    return parsed(member, "is no SM3 digest", Sm3Hash::ofHex);
  }

  public X509Certificate certificate(String member) {
    byte[] der = base64(member);
    return parsed(member, "is no certificate", _ -> Sm2Certificates.parse(der));
  }

  /// An id in its one form, lower-case.
  public UUID id(String member) {
    return id(member, get(member));
  }

  private UUID id(String member, Json value) {
    if (value instanceof Json.Text(String text)) {
      try {
        UUID id = UUID.fromString(text);
        if (id.toString().equals(text)) {
          return id;
        }
      } catch (IllegalArgumentException _) {
        throw malformed(member, "is no id");
      }
    }
    throw malformed(member, "is no id");
  }

  /// The ids in an array; none if the member is not there.
  public List<UUID> idsIfAny(String member) {
    return has(member) ? items(member).stream().map(item -> id(member, item)).toList() : List.of();
  }

  public Instant time(String member) {
    return parsed(member, "is no time", Instant::parse);
  }

  private <T> T parsed(String member, String otherwise, Function<String, T> parser) {
    try {
      return parser.apply(text(member));
    } catch (IllegalArgumentException | DateTimeException _) {
      throw malformed(member, otherwise);
    }
  }

  private Json get(String member) {
    @Nullable Json value = members.values().get(member);
    if (value == null) {
      throw malformed(member, "is missing");
    }
    return value;
  }

  private MalformedException malformed(String member, String why) {
    return new MalformedException(name + "." + member, why);
  }
}

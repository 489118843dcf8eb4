package org.bidseal.identity.application;

import java.io.IOException;
import java.util.Base64;
import org.bidseal.identity.enterprise.Enterprise;
import org.bidseal.identity.person.VerifiedPerson;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.RFC4519Style;

/// The names that certificates bear. An enterprise's code stands in `serialNumber` (X.520 §6.2.9);
/// a person is told from his namesakes by his account's id there, never by his identification
/// number.
final class Subjects {

  private Subjects() {}

  /// `CN=<enterprise>,OU=<member>,serialNumber=<USCC>,O=<enterprise>,C=CN`.
  static X500Name of(Enterprise enterprise, VerifiedPerson member) {
    return new X500NameBuilder(RFC4519Style.INSTANCE)
        .addRDN(RFC4519Style.c, "CN")
        .addRDN(RFC4519Style.o, enterprise.name())
        .addRDN(RFC4519Style.serialNumber, enterprise.uscc().code())
        .addRDN(RFC4519Style.ou, member.name())
        .addRDN(RFC4519Style.cn, enterprise.name())
        .build();
  }

  /// `CN=<name>,serialNumber=<account>,C=CN`.
  static X500Name of(VerifiedPerson person) {
    return new X500NameBuilder(RFC4519Style.INSTANCE)
        .addRDN(RFC4519Style.c, "CN")
        .addRDN(RFC4519Style.serialNumber, person.personId().toString())
        .addRDN(RFC4519Style.cn, person.name())
        .build();
  }

  /// The name as text (RFC 4514).
  static String text(X500Name name) {
    return RFC4519Style.INSTANCE.toString(name);
  }

  /// The name as a column and the API keep it: DER in base64.
  static String base64(X500Name name) {
    try {
      return Base64.getEncoder().encodeToString(name.getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalStateException("A name built in memory always encodes", e);
    }
  }

  /// The name from its column.
  static X500Name ofBase64(String text) {
    return X500Name.getInstance(RFC4519Style.INSTANCE, Base64.getDecoder().decode(text));
  }
}

package org.bidseal.identity.authority;

import java.security.cert.X509Certificate;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.WrappedSecret;

/// One of the two authorities: its certificate, and its private key, wrapped.
record Authority(Role role, X509Certificate certificate, WrappedSecret wrappedKey) {

  enum Role {
    /// Signs the issuing authority's certificate and nothing else.
    ROOT,
    /// Signs everybody's certificates and the revocation list.
    ISSUING
  }

  static Aad boundTo(Role role) {
    return Aad.of("authority-key", role.name());
  }
}

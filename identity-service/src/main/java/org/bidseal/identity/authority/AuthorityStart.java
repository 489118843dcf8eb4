package org.bidseal.identity.authority;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Makes the authority at an installation's first start instead of at its first certificate. If
/// that fails, the first request makes it.
@Component
final class AuthorityStart {

  private static final Logger log = LoggerFactory.getLogger(AuthorityStart.class);

  private final CertificateAuthority authority;

  AuthorityStart(CertificateAuthority authority) {
    this.authority = authority;
  }

  @EventListener(ApplicationReadyEvent.class)
  void make() {
    authority
        .anchors()
        .subscribe(
            anchors ->
                log.info(
                    "Certificate authority ready: {}", anchors.issuer().getSubjectX500Principal()),
            error -> log.warn("The certificate authority is not ready yet", error));
  }
}

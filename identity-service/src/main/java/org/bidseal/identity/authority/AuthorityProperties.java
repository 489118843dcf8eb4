package org.bidseal.identity.authority;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The embedded authority.
///
/// @param crlUrl where the world finds the revocation list; written into every certificate
/// @param crlLifetime from this to next update; a new list is made after half of it
/// @param organisation `O` of the authorities' and the services' names
@ConfigurationProperties("bidseal.identity.authority")
public record AuthorityProperties(
    URI crlUrl,
    @DefaultValue("24h") Duration crlLifetime,
    @DefaultValue("bidseal") String organisation) {}

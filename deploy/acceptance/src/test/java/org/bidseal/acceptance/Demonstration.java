package org.bidseal.acceptance;

import java.nio.file.Path;
import java.util.List;
import org.bidseal.acceptance.secrecy.KnownSecrets;
import org.bidseal.acceptance.traffic.Exchange;

/// A demo that went well.
///
/// @param told what it printed
/// @param output the folder with what it made
/// @param exchanges all that it asked of the gateway, in order
/// @param secrets what its phones knew
public record Demonstration(
    String told, Path output, List<Exchange> exchanges, KnownSecrets secrets) {}

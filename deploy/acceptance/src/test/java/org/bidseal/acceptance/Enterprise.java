package org.bidseal.acceptance;

import java.nio.file.Path;
import java.util.UUID;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.platform.Desk;

/// An enterprise that can sign: people with certificates, a platform bound to it, a seal.
///
/// @param document a PDF to sign
public record Enterprise(People people, Desk desk, UUID seal, Path document) {}

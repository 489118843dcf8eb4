package org.bidseal.escrow.transportkey;

import java.util.UUID;

/// What is to be signed.
///
/// @param endorsementId the session of the co-signature
/// @param statement base64
/// @param e SM3(Z ‖ statement) for the chosen certificate's key, lower-case hexadecimal
public record StatementView(UUID endorsementId, String statement, String e) {}

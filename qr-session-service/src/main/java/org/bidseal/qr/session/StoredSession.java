package org.bidseal.qr.session;

import org.bidseal.keywrapping.WrappedSecret;

/// A session with what belongs to its row only.
///
/// @param version number of its changes, which is the version of its last frame
/// @param codeKey the wrapped key of its rotating code
public record StoredSession(QrSession session, long version, WrappedSecret codeKey) {}

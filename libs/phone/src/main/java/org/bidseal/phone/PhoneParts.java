package org.bidseal.phone;

import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.phone.http.ApiClient;
import org.bidseal.phone.http.Patience;
import org.bidseal.phone.key.SplitKeyClient;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;

/// What the features of one phone share.
///
/// @param deviceKey the phone's own, which signs its reports and never leaves it
record PhoneParts(
    ApiClient api,
    UUID deviceId,
    SplitKeyClient splitKeys,
    Sm2KeyPair transportKey,
    Sm2KeyPair deviceKey,
    KeyRing keyRing,
    TrustStore trust,
    ChosenRecipients recipients,
    Patience patience,
    SecureRandom random) {}

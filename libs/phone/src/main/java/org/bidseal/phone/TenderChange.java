package org.bidseal.phone;

import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;

/// A change of a tender, as its holder has read it.
///
/// @param documentSm3 of the tender document in force since: the phone shows the document with this
///   digest
public record TenderChange(UUID changeId, String title, Sm3Hash documentSm3) {}

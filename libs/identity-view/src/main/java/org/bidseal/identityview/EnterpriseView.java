package org.bidseal.identityview;

import java.util.UUID;

/// A certified enterprise.
///
/// @param uscc unified social credit code, 18 characters (GB 32100-2015)
/// @param region administrative division code, 6 digits (GB/T 2260)
public record EnterpriseView(UUID enterpriseId, String name, String uscc, String region) {}

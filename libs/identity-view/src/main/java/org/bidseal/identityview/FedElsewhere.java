package org.bidseal.identityview;

/// A bean of this type says that other processes of the service feed the read model from events;
/// this one only reads it.
public record FedElsewhere() {}

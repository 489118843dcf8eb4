package org.bidseal.gateway.traffic;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/// What a request may cost.
///
/// @param body the largest body
/// @param answer how long an answer may take to begin, from the arrival of the request, its body
///   included
/// @param silence how long a service that has the whole request may say nothing, before its answer
///   and between two pieces of it; the answer as a whole takes as long as it takes
public record Limits(DataSize body, Duration answer, Duration silence) {}

/// Signing requests: from a confirmed session to a signature in the document.
///
/// Each step that another service takes part in is between two transactions, and its outcome is
/// written down before anything depends on it; what crashes in between is ended by its expiry, with
/// the seal's use given back ([SigningRequests], [Completion], [RequestExpiry]).
@NullMarked
package org.bidseal.signing.request;

import org.jspecify.annotations.NullMarked;

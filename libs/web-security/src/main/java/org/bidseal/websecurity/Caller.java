package org.bidseal.websecurity;

/// Whoever sent the request, as its access token says. A controller method declares a parameter of
/// this type, or of one kind; another kind of caller is then refused with FORBIDDEN:
///
/// ```java
/// @GetMapping("/seals/{id}")
/// Mono<SealView> seal(@PathVariable UUID id, Caller caller) {
///   return switch (caller) {
///     case Person person -> seals.ofMember(id, person.personId());
///     case Platform platform -> seals.ofPlatform(id, platform.platformId());
///     case Staff staff -> seals.forReview(id, staff.require("seal-reviewer"));
///     case ServiceCaller _ -> Mono.error(…);
///   };
/// }
/// ```
public sealed interface Caller permits Person, Platform, Staff, ServiceCaller {}

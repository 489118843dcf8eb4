/// What a service knows of identity-service: tables kept by its events, and typed reads of them.
///
/// The tables (`person`, `person_device`, `enterprise`, `member`, `certificate`, `platform`,
/// `platform_binding`, migration `classpath:db/identity-view`) live in the schema of the service
/// that uses this library, so that its tenancy checks can join them. They lag behind
/// identity-service by some milliseconds: what is not found yet may be asked for again.
@NullMarked
package org.bidseal.identityview;

import org.jspecify.annotations.NullMarked;

/// Keycloak as identity-service uses it: users, clients, tokens for persons.
@NullMarked
package org.bidseal.identity.keycloak;

import org.jspecify.annotations.NullMarked;

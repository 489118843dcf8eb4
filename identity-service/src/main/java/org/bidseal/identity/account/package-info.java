/// Accounts: sign-up and login by mobile number, devices, sessions; Keycloak holds the users.
@NullMarked
package org.bidseal.identity.account;

import org.jspecify.annotations.NullMarked;

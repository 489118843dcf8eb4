/// The resource server: token checks, open paths, caller parameters, the security problems.
@NullMarked
package org.bidseal.websecurity.config;

import org.jspecify.annotations.NullMarked;

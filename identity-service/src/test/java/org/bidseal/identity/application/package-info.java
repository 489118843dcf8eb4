@NullMarked
package org.bidseal.identity.application;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.bidseal.phone.http;

import org.jspecify.annotations.NullMarked;

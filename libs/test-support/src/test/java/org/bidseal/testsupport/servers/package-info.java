@NullMarked
package org.bidseal.testsupport.servers;

import org.jspecify.annotations.NullMarked;

/// One-time codes sent to mobile numbers.
@NullMarked
package org.bidseal.identity.sms;

import org.jspecify.annotations.NullMarked;

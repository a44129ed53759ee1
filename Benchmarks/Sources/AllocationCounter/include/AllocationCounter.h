#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

#include <stdint.h>

/// Allocations of the whole process since its start; -1 where they cannot be counted.
int64_t allocation_count(void);

#endif

// What docs/how-to/from-freertos.md takes as given.
using UBaseType_t = unsigned long;
UBaseType_t taskENTER_CRITICAL_FROM_ISR() noexcept;
void taskEXIT_CRITICAL_FROM_ISR(UBaseType_t before) noexcept;

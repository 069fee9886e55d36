// The kernel's side of spidev, i2c-dev and the GPIO character device, as far as the drivers use it, against the kernel's own headers: whatever
// the drivers lay out wrongly is refused here as the kernel would, or read from the wrong place. Everything else goes to the C library.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <linux/gpio.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <linux/ioctl.h>
#include <linux/spi/spidev.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))

typedef int (*open_function)(const char *, int, ...);
typedef int (*ioctl_function)(int, unsigned long, ...);
typedef int (*poll_function)(struct pollfd *, nfds_t, int);
typedef ssize_t (*read_function)(int, void *, size_t);

static int spi = -1, i2c = -1, smbus = -1, chip = -1, output = -1;
static int lit = -1;
static unsigned char mode = 0xFF, bits = 0xFF;
static unsigned int hertz;
static unsigned short config = 0x8583;
static unsigned char pointer;

static int refuse(int error) { errno = error; return -1; }

// A number that was closed is given out again, for something else.
static void forget(int fd)
{
    if (spi == fd) spi = -1;
    if (i2c == fd) i2c = -1;
    if (smbus == fd) smbus = -1;
    if (chip == fd) chip = -1;
    if (output == fd) output = -1;
}

int kernel_lit(void) { return lit; }

int open(const char *path, int flags)
{
    int fd = -1;
    int fake = strncmp(path, "/dev/fake-", 10) == 0;
    if (fake && (flags & 0x80000) == 0) return refuse(EINVAL); // O_CLOEXEC is asked for
    if (strcmp(path, "/dev/fake-denied") == 0) return refuse(EACCES);
    if (strcmp(path, "/dev/fake-taken") == 0) return refuse(EBUSY);
    fd = NEXT(open_function, "open")(fake ? "/dev/null" : path, flags);
    forget(fd);
    if (!fake || fd < 0) return fd;
    if (strcmp(path, "/dev/fake-spi") == 0) spi = fd;
    if (strcmp(path, "/dev/fake-i2c-1") == 0) i2c = fd;
    if (strcmp(path, "/dev/fake-i2c-smbus") == 0) smbus = fd;
    if (strcmp(path, "/dev/fake-gpio") == 0) chip = fd;
    return fd;
}

// An MCP3008 whose inputs read 100, 207, 314 …
static int spi_message(const struct spi_ioc_transfer *m)
{
    const unsigned char *tx = (const unsigned char *)(unsigned long)m->tx_buf;
    unsigned char *rx = (unsigned char *)(unsigned long)m->rx_buf;
    int code;
    if (mode != 0 || bits != 8 || hertz != 1000000 || m->len != 3 || m->speed_hz != 1000000 || m->bits_per_word != 8) return refuse(EINVAL);
    if (m->delay_usecs || m->cs_change || m->tx_nbits || m->rx_nbits || m->word_delay_usecs || m->pad) return refuse(EINVAL);
    code = 100 + 107 * ((tx[1] >> 4) & 7);
    rx[0] = 0xFF;
    rx[1] = (unsigned char)((tx[0] == 1 && (tx[1] & 0x80) ? 0xF8 : 0xFF) | (code >> 8));
    rx[2] = (unsigned char)code;
    return (int)m->len;
}

static int i2c_messages(const struct i2c_rdwr_ioctl_data *d)
{
    for (unsigned int i = 0; i < d->nmsgs; i++) {
        const struct i2c_msg *m = &d->msgs[i];
        if (m->addr == 0x49) return refuse(ETIMEDOUT);
        if (m->addr != 0x48) return refuse(EREMOTEIO);
        if (m->flags & I2C_M_RD) {
            unsigned short value = pointer == 0 ? 0x1234 : config;
            if (m->flags != I2C_M_RD || m->len < 1 || m->len > 2) return refuse(EINVAL);
            m->buf[0] = (unsigned char)(value >> 8);
            if (m->len == 2) m->buf[1] = (unsigned char)value;
        } else {
            pointer = m->buf[0];
            if (m->len == 3) config = (unsigned short)(m->buf[1] << 8 | m->buf[2] | 0x8000);
            else if (m->len != 1) return refuse(EINVAL);
        }
    }
    return (int)d->nmsgs;
}

static int gpio_line(struct gpio_v2_line_request *r)
{
    const struct gpio_v2_line_config *c = &r->config;
    const __u64 button = GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_ACTIVE_LOW | GPIO_V2_LINE_FLAG_BIAS_PULL_UP
        | GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING;
    if (r->num_lines != 1 || strcmp(r->consumer, "storesensing") != 0) return refuse(EINVAL);
    for (int i = 0; i < 5; i++) if (r->padding[i] || c->padding[i]) return refuse(EINVAL);
    if (r->offsets[0] == 22) return refuse(EBUSY);
    if (r->offsets[0] == 17) {
        if (c->flags != GPIO_V2_LINE_FLAG_OUTPUT || c->num_attrs != 0) return refuse(EINVAL);
        r->fd = dup(chip);
        forget(r->fd);
        output = r->fd;
        return 0;
    }
    if (r->offsets[0] == 27) {
        int ends[2];
        struct gpio_v2_line_event e[2];
        if (c->flags != button || c->num_attrs != 1 || c->attrs[0].attr.id != GPIO_V2_LINE_ATTR_ID_DEBOUNCE
            || c->attrs[0].attr.debounce_period_us != 5000 || c->attrs[0].mask != 1) return refuse(EINVAL);
        memset(e, 0, sizeof e);
        e[0].timestamp_ns = 1000000000ull; e[0].id = GPIO_V2_LINE_EVENT_RISING_EDGE; e[0].offset = 27; e[0].seqno = 1; e[0].line_seqno = 1;
        e[1].timestamp_ns = 1250000000ull; e[1].id = GPIO_V2_LINE_EVENT_FALLING_EDGE; e[1].offset = 27; e[1].seqno = 2; e[1].line_seqno = 2;
        if (pipe(ends) != 0 || write(ends[1], e, sizeof e) != sizeof e) return -1;
        forget(ends[0]);
        r->fd = ends[0]; // the other end stays open: after the two events there is silence, no end
        return 0;
    }
    return refuse(EINVAL);
}

int ioctl(int fd, unsigned long request, void *argument)
{
    if (fd >= 0 && fd == spi) {
        switch (request) {
        case SPI_IOC_WR_MODE: mode = *(unsigned char *)argument; return 0;
        case SPI_IOC_WR_BITS_PER_WORD: bits = *(unsigned char *)argument; return 0;
        case SPI_IOC_WR_MAX_SPEED_HZ: hertz = *(unsigned int *)argument; return 0;
        case SPI_IOC_MESSAGE(1): return spi_message(argument);
        default: return refuse(ENOTTY);
        }
    }
    if (fd >= 0 && fd == i2c) {
        switch (request) {
        case I2C_FUNCS: *(unsigned long *)argument = I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL; return 0;
        case I2C_SLAVE: return (unsigned long)argument == 0x4A ? refuse(EBUSY) : 0;
        case I2C_RDWR: return i2c_messages(argument);
        default: return refuse(ENOTTY);
        }
    }
    if (fd >= 0 && fd == smbus) {
        if (request != I2C_FUNCS) return refuse(EINVAL);
        *(unsigned long *)argument = I2C_FUNC_SMBUS_EMUL;
        return 0;
    }
    if (fd >= 0 && fd == chip) {
        struct gpiochip_info *info = argument;
        switch (request) {
        case GPIO_GET_CHIPINFO_IOCTL:
            memset(info, 0, sizeof *info);
            strcpy(info->name, "gpiochip0");
            strcpy(info->label, "pinctrl-rp1");
            info->lines = 54;
            return 0;
        case GPIO_V2_GET_LINE_IOCTL: return gpio_line(argument);
        default: return refuse(ENOTTY);
        }
    }
    if (fd >= 0 && fd == output) {
        const struct gpio_v2_line_values *values = argument;
        if (request != GPIO_V2_LINE_SET_VALUES_IOCTL || values->mask != 1) return refuse(EINVAL);
        lit = (int)values->bits;
        return 0;
    }
    return NEXT(ioctl_function, "ioctl")(fd, request, argument);
}

int poll(struct pollfd *entries, nfds_t count, int milliseconds) { return NEXT(poll_function, "poll")(entries, count, milliseconds); }

ssize_t read(int fd, void *buffer, size_t count) { return NEXT(read_function, "read")(fd, buffer, count); }

import { setAttribute } from '../dom';
import { behaviourOf, builtin } from './builtin';
import { closestNode } from './tree';

/** What an `open-type` that asks WeChat for something gets here. */
const answers: Record<string, [event: string, detail: object]> = {
  getPhoneNumber: ['getphonenumber', { errMsg: 'getPhoneNumber:ok', code: 'preview' }],
  getUserInfo: ['getuserinfo', { errMsg: 'getUserInfo:fail the preview has no user profile' }],
  chooseAvatar: ['chooseavatar', { avatarUrl: '' }],
  agreePrivacyAuthorization: ['agreeprivacyauthorization', {}],
};

export const button = builtin({
  properties: {
    type: { type: String, value: 'default' },
    size: { type: String, value: 'default' },
    plain: Boolean,
    disabled: Boolean,
    loading: Boolean,
    formType: String,
    openType: String,
    hoverClass: { type: String, value: 'button-hover' },
    lang: String,
    sessionFrom: String,
    sendMessageTitle: String,
    sendMessagePath: String,
    sendMessageImg: String,
    appParameter: String,
    showMessageCard: Boolean,
    phoneNumberNoQuotaToast: Boolean,
    activityId: String,
    activityType: null,
    entrancePath: String,
    needShowEntrance: null,
  },
  setup(self) {
    const { node, element, emit, on } = self;
    setAttribute(element, 'role', 'button');
    on('tap', () => {
      const { formType, openType } = self.props;
      if (formType === 'submit' || formType === 'reset') {
        const form = closestNode(node, (found) => behaviourOf(found)?.submit !== undefined);
        behaviourOf(form ?? node)?.[formType]?.();
      }
      const answer = answers[openType];
      if (answer) emit(...answer);
    });
    return {
      update() {
        const { type, size, plain, disabled, loading } = self.props;
        setAttribute(element, 'type', type);
        setAttribute(element, 'size', size);
        setAttribute(element, 'plain', plain);
        setAttribute(element, 'disabled', disabled);
        setAttribute(element, 'loading', loading);
        setAttribute(element, 'aria-disabled', disabled && 'true');
        setAttribute(element, 'tabindex', disabled ? '-1' : '0');
      },
      activate: () => node.triggerEvent('tap', {} as never, { bubbles: true, composed: true }),
    };
  },
});

import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('WecomJsConfig', {
  description:
    'What `ww.register` (or `wx.config` and `wx.agentConfig`) of WeCom’s JS-SDK takes, signed for one page. Good for that page until WeCom renews its tickets, after two hours at most.',
  simpleResolvers: true,
})
export class WecomJsConfigType {
  @Field(() => String, { description: 'The organisation in WeCom.' })
  corpId!: string;

  @Field(() => String, { description: 'The organisation’s own app.' })
  agentId!: string;

  @Field(() => Int, { description: 'Seconds since 1970; both signatures hold for it.' })
  timestamp!: number;

  @Field(() => String, { description: 'Random; both signatures hold for it.' })
  nonceStr!: string;

  @Field(() => String, { description: 'As the organisation: for `wx.config`.' })
  configSignature!: string;

  @Field(() => String, { description: 'As the app: for `wx.agentConfig`, which the side bar of a chat needs.' })
  agentConfigSignature!: string;
}
